import { maybeText, stateOf, told, vendorId } from '../fields.ts';
import { readPayload } from '../provider.ts';
import { itemOf, maybeTime, type OfTopic } from './notification.ts';

const company = itemOf({
  id: vendorId,
  name: maybeText,
  industry: maybeText,
  website: maybeText,
  updated_at: maybeTime,
});

const CHANGES = new Set(['created', 'updated', 'deleted']);

/** A company of customers, as it is now. It names no person. */
export const companyEvents: OfTopic = (payload, what, { id, created_at }) => {
  if (!CHANGES.has(what)) return null;
  const read = readPayload(company, payload);
  if (!read.ok) return read;
  const { name, industry, website, updated_at, id: company_id } = read.payload;
  return {
    ok: true,
    events: [
      {
        ...{ id, event_name: 'account_updated', occurred_at: created_at },
        identifiers: { account_id: `intercom:${company_id}` },
        properties: { ...told({ company: name, industry, website }), changed: [what] },
        object: stateOf('company', company_id, updated_at),
      },
    ],
  };
};
