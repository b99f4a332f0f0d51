import type { ProviderEvent } from '../provider.ts';
import { type Message, tell } from './message.ts';

/** The ids of what was tied together or parted, whichever end the message begins at. */
type Ends = Readonly<Record<string, string>>;
type Associated = NonNullable<Message['associated']>;

/**
 * What ties an object to a person or a company. A parted contact is no longer the deal's: it stands in the properties, not as the person
 * whom the event is of. Null where neither end is of use.
 */
export function associationChanged(message: Message): ProviderEvent[] | null {
  const { associated, objectId, kind } = message;
  if (associated === undefined) return null;
  const [object = ''] = kind.split('.');
  const ends: Ends = { [object]: objectId, [associated.object]: associated.id };
  const told =
    contactOf('deal', ends, associated) ?? contactOf('ticket', ends, associated) ?? companyOf(ends, associated);
  return told === null ? null : [tell(message, told.event_name, told)];
}

function contactOf(thing: 'deal' | 'ticket', ends: Ends, { isRemoved, isPrimary }: Associated): Told | null {
  const { contact } = ends;
  const id = ends[thing];
  if (contact === undefined || id === undefined) return null;
  const object = { type: thing, id };
  if (isRemoved)
    return { event_name: `${thing}_contact_removed`, object, properties: { [`${thing}_id`]: id, contact_id: contact } };
  const properties = { [`${thing}_id`]: id, ...(thing === 'deal' && isPrimary ? { is_primary: true } : {}) };
  return { event_name: `${thing}_contact_added`, object, identifiers: { crm_id: contact }, properties };
}

function companyOf({ contact, deal, company }: Ends, { isRemoved }: Associated): Told | null {
  if (company === undefined) return null;
  const account = isRemoved ? {} : { account_id: `hubspot:${company}` };
  const changed = ['company'];
  if (contact !== undefined)
    return { event_name: 'contact_updated', identifiers: { crm_id: contact, ...account }, properties: { changed } };
  if (deal === undefined) return null;
  return { event_name: 'opportunity_updated', identifiers: account, properties: { deal_id: deal, changed } };
}

type Told = Partial<ProviderEvent> & { event_name: string };
