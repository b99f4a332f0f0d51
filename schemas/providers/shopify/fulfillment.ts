import { z } from 'zod';
import { instant } from '../../kinds.ts';
import { maybeInstant, maybeText, vendorId } from '../fields.ts';
import { topic } from './webhook.ts';

const schema = z.object({
  id: vendorId,
  order_id: vendorId,
  status: maybeText,
  created_at: instant,
  updated_at: maybeInstant,
  tracking_company: maybeText,
  tracking_number: maybeText,
  email: maybeText,
});

/** A parcel is on its way, or what became of it since: `status` tells. */
export const orderFulfilled = topic(schema, (parcel) => {
  const { id, order_id, status, created_at, updated_at, email } = parcel;
  const { tracking_company: carrier, tracking_number } = parcel;
  return {
    event_name: 'order_fulfilled',
    occurred_at: updated_at ?? created_at,
    of: { type: 'fulfillment', id, updated_at },
    identifiers: { email },
    properties: { order_id, fulfillment_id: id, status, carrier, tracking_number },
  };
});
