import { z } from 'zod';
import { toUtc } from '../../instant.ts';
import { vendorId } from '../fields.ts';
import { customer, identifiersOf } from './customer.ts';
import { topic } from './webhook.ts';

// https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance: who asks, and by when it must be done

const DUE_MS = 30 * 24 * 60 * 60 * 1000;

const ofPerson = z.object({ shop_id: vendorId, customer });

/** A shop asks that a customer be forgotten. */
export const customerRedacted = topic(ofPerson, ({ customer: who }, at) => ({
  ...{ event_name: 'erasure_requested', occurred_at: at, of: { type: 'customer', id: who.id } },
  identifiers: identifiersOf(who),
  properties: { scope: 'person', due_at: dueAfter(at) },
}));

/** A customer asks what is kept about them. */
export const dataRequested = topic(
  ofPerson.extend({ data_request: z.object({ id: vendorId }) }),
  ({ customer: who, data_request }, at) => ({
    ...{ event_name: 'data_requested', occurred_at: at, of: { type: 'customer', id: who.id } },
    identifiers: identifiersOf(who),
    properties: { request_id: data_request.id, due_at: dueAfter(at) },
  }),
);

/** A shop left 48 hours ago: all that came from it goes. */
export const shopRedacted = topic(z.object({ shop_id: vendorId }), ({ shop_id }, at) => ({
  ...{ event_name: 'erasure_requested', occurred_at: at, of: { type: 'shop', id: shop_id } },
  properties: { scope: 'shop', due_at: dueAfter(at) },
}));

function dueAfter(at: string): string {
  return new Date(Date.parse(toUtc(at)) + DUE_MS).toISOString();
}
