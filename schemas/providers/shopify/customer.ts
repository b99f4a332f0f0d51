import { z } from 'zod';
import { maybeInstant, maybeText, told, vendorId } from '../fields.ts';
import { AS_MADE, type Telling, topic } from './webhook.ts';

const consent = z.object({ state: maybeText, consent_updated_at: maybeInstant }).nullish();
const address = z.object({ country_code: maybeText, city: maybeText, zip: maybeText, company: maybeText }).nullish();

/** What is read of a customer, alone or within an order. `multipass_identifier` is the id that our own site knows them by. */
export const customer = z.object(
  { id: vendorId, email: maybeText, phone: maybeText, multipass_identifier: maybeText },
  AS_MADE,
);

const schema = customer.extend({
  first_name: maybeText,
  last_name: maybeText,
  created_at: maybeInstant,
  updated_at: maybeInstant,
  default_address: address,
  email_marketing_consent: consent,
  sms_marketing_consent: consent,
});

type Customer = z.output<typeof schema>;

/** Somebody registers with the shop: by an account, a newsletter or their first checkout. */
export const customerCreated = topic(schema, (who, at) => ({
  ...{ event_name: 'contact_created', occurred_at: who.created_at ?? at, ...whose(who) },
  properties: { ...traits(who), how: 'product' },
}));

export const customerUpdated = topic(schema, (who, at) => ({
  ...{ event_name: 'contact_updated', occurred_at: who.updated_at ?? at, ...whose(who) },
  properties: traits(who),
}));

/** Deleted customers are told by their ids. */
export const customerDeleted = topic(z.object({ id: vendorId, email: maybeText, phone: maybeText }), (who, at) => ({
  ...{ event_name: 'contact_deleted', occurred_at: at, of: { type: 'customer', id: who.id } },
  identifiers: identifiersOf(who),
}));

interface Named {
  id: string;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  multipass_identifier?: string | null | undefined;
}

/** A shop's customer is its contact; nobody for an order without one. */
export function identifiersOf(who: Named | null | undefined) {
  if (!who) return {};
  const { id: crm_id, email, phone, multipass_identifier: user_id } = who;
  return told({ user_id, crm_id, email, phone });
}

function whose(who: Customer): Pick<Telling, 'of' | 'identifiers' | 'context' | 'consent' | 'needs_refetch'> {
  const said = consentOf(who);
  return {
    of: { type: 'customer', id: who.id, updated_at: who.updated_at },
    identifiers: identifiersOf(who),
    context: { country: who.default_address?.country_code },
    ...(Object.keys(said).length === 0 ? {} : { consent: said }),
    // an app without access to protected customer data gets ids alone: https://shopify.dev/docs/apps/launch/protected-customer-data
    needs_refetch: who.email === undefined && who.phone === undefined,
  };
}

function traits({ first_name, last_name, default_address: home }: Customer) {
  const { company, city, country_code: country, zip: postal_code } = home ?? {};
  return told({ first_name, last_name, company, city, country, postal_code });
}

/** Anything but `subscribed` is no consent: not asked, not confirmed, withdrawn. */
function consentOf({ email_marketing_consent: email, sms_marketing_consent: sms }: Customer) {
  return told({ email_marketing: grantOf(email), sms_marketing: grantOf(sms) });
}

function grantOf(given: z.output<typeof consent>) {
  return given?.state
    ? { granted: given.state === 'subscribed', ...told({ at: given.consent_updated_at }) }
    : undefined;
}
