import { z } from 'zod';
import { group } from '../../kinds.ts';
import { maybeId, maybeText, stateOf, told, vendorId } from '../fields.ts';
import { type ProviderEvent, readPayload } from '../provider.ts';
import { itemOf, maybeTime, type OfTopic } from './notification.ts';

const contact = {
  id: vendorId,
  role: maybeText,
  external_id: maybeId,
  email: maybeText,
  phone: maybeText,
  updated_at: maybeTime,
  merged_from: group({ id: vendorId }).nullish(),
  companies: group({ data: z.array(group({ id: maybeId })).nullish() }).nullish(),
};
const itself = itemOf(contact);
/** Tags and subscriptions have the contact beside them. */
const beside = itemOf({ contact: group(contact) }).transform((item) => item.contact);

type Contact = z.output<typeof itself>;
type Event = Pick<ProviderEvent, 'event_name' | 'properties'>;

/**
 * A lead is who has written or left an address without an account in the app: they registered by a form, at the moment when the address
 * came. A user has an account, which is what registers them.
 */
const LEAD: Event = { event_name: 'contact_created', properties: { how: 'form' } };
const USER: Event = { event_name: 'contact_created', properties: { how: 'product' } };
const GONE: Event = { event_name: 'contact_deleted' };

const TOPICS = new Map<string, (contact: Contact) => Event>([
  ['user.created', () => USER],
  ['lead.created', () => LEAD],
  ['lead.added_email', () => LEAD],
  ['lead.signed_up', () => USER],
  ['signed_up', () => USER],
  ['deleted', () => GONE],
  ['merged', merged],
  ['user.updated', () => updated('user')],
  ['lead.updated', () => updated('lead')],
  ['email.updated', () => updated('email')],
  ['archived', () => updated('archived')],
  ['unarchive', () => updated('unarchived')],
  ['user.tag.created', () => updated('tags')],
  ['user.tag.deleted', () => updated('tags')],
  ['lead.tag.created', () => updated('tags')],
  ['lead.tag.deleted', () => updated('tags')],
  ['subscribed', () => consent(true)],
  ['unsubscribed', () => consent(false)],
]);

/** What a topic of contacts says: somebody is new, changed, merged, gone, or wants mail or none. */
export const contactEvents: OfTopic = (payload, what, { id, created_at }) => {
  const told = TOPICS.get(what);
  if (told === undefined) return null;
  const read = readPayload(/tag|subscribed/.test(what) ? beside : itself, payload);
  if (!read.ok) return read;
  return { ok: true, events: [{ ...tell(read.payload, told(read.payload)), id, occurred_at: created_at }] };
};

function merged({ merged_from }: Contact): Event {
  if (merged_from === null || merged_from === undefined) return updated('merged');
  return { event_name: 'contact_merged', properties: { merged_support_id: merged_from.id } };
}

function updated(what: string): Event {
  return { event_name: 'contact_updated', properties: { changed: [what] } };
}

function consent(granted: boolean): Event {
  return { event_name: 'consent_changed', properties: { purpose: 'marketing', channel: 'email', granted } };
}

function tell(contact: Contact, { event_name, properties }: Event): Omit<ProviderEvent, 'id' | 'occurred_at'> {
  const company = contact.companies?.data?.find((each) => each.id !== undefined)?.id;
  return {
    event_name,
    identifiers: told({
      support_id: contact.id,
      // of a lead it is a number that Intercom made up: it must not pass for one of ours
      user_id: contact.role === 'user' ? contact.external_id : undefined,
      email: contact.email,
      phone: contact.phone,
      account_id: company === undefined ? undefined : `intercom:${company}`,
    }),
    ...(properties === undefined ? {} : { properties }),
    object: stateOf('contact', contact.id, contact.updated_at),
  };
}
