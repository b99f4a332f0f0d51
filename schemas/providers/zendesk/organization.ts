import { group } from '../../kinds.ts';
import { maybeInstant, maybeText, stateOf, told, vendorId } from '../fields.ts';
import { readPayload, type Told } from '../provider.ts';
import { accountOf, envelope, sequence } from './envelope.ts';

const detail = group({ id: vendorId, name: maybeText, updated_at: maybeInstant });
const organizationPayload = envelope.extend({ detail, event: sequence });

/** A company of customers, as it is now. It names no person. */
export function organizationEvents(payload: Readonly<Record<string, unknown>>, change: string): Told {
  const read = readPayload(organizationPayload, payload);
  if (!read.ok) return read;
  const { id, time, detail: organization, event: position } = read.payload;
  return {
    ok: true,
    events: [
      {
        ...{ id, event_name: 'account_updated', occurred_at: time },
        identifiers: { account_id: accountOf(organization.id) },
        properties: told({ company: organization.name, changed: [change.replace(/_changed$/, '')] }),
        object: stateOf('organization', organization.id, organization.updated_at, position),
      },
    ],
  };
}
