import type { ProviderEvent } from '../provider.ts';
import { accountOf, type Change, isChanged, tell, textOf, textsOf } from './change.ts';

const FIELDS: Readonly<Record<string, string>> = {
  'Name.FirstName': 'first_name',
  'Name.LastName': 'last_name',
  FirstName: 'first_name',
  LastName: 'last_name',
  Title: 'title',
  Company: 'company',
  Industry: 'industry',
  Website: 'website',
  LeadSource: 'origin',
  'Address.City': 'city',
  'Address.PostalCode': 'postal_code',
  'Address.Country': 'country',
  'MailingAddress.City': 'city',
  'MailingAddress.PostalCode': 'postal_code',
  'MailingAddress.Country': 'country',
};
/** What a conversion sets beside `IsConverted`; told as the conversion and not as changes of the lead. */
const OF_A_CONVERSION = /^(Status|IsConverted|Converted\w+|LastModifiedDate)$/;
/** Salesforce's own word for a lead that marketing hands over. */
const QUALIFIED = 'Qualified';

/** A lead is a person of its own until it is converted: then it and its contact are one. */
export function leadChanged(change: Change): ProviderEvent[] {
  if (change.kind !== 'UPDATE' || change.isGap) return personChanged(change, 'lead_id');
  const events = [...stageSet(change), ...converted(change)];
  const hasMore = change.changed.some((field) => !OF_A_CONVERSION.test(field));
  return hasMore || events.length === 0 ? [...events, updated(change)] : events;
}

export function contactChanged(change: Change): ProviderEvent[] {
  return personChanged(change, 'contact_id');
}

function personChanged(change: Change, key: 'lead_id' | 'contact_id'): ProviderEvent[] {
  const properties = { [key]: change.id };
  if (change.kind === 'CREATE') return [created(change, properties)];
  if (change.kind === 'DELETE')
    return [
      tell(change, 'contact_deleted', { identifiers: { crm_id: change.id }, properties: deletedOf(change, key) }),
    ];
  return [updated(change)];
}

/** A deletion knows contacts alone: a lead's id is its crm_id as well. */
function deletedOf({ id }: Change, key: string): { contact_id?: string } {
  return key === 'contact_id' ? { contact_id: id } : {};
}

function created(change: Change, key: object): ProviderEvent {
  const stage = textOf(change, 'Status');
  return tell(change, 'contact_created', {
    identifiers: identifiersOf(change),
    properties: { how: 'crm', ...key, ...(stage === undefined ? {} : { stage }), ...textsOf(change, FIELDS) },
    ...refetch(change),
  });
}

function updated(change: Change): ProviderEvent {
  const changed = change.kind === 'UNDELETE' ? ['IsDeleted'] : change.changed;
  return tell(change, 'contact_updated', {
    identifiers: identifiersOf(change),
    properties: { changed, ...textsOf(change, FIELDS) },
    ...refetch(change),
  });
}

function stageSet(change: Change): ProviderEvent[] {
  const stage = textOf(change, 'Status');
  if (stage === undefined || !isChanged(change, 'Status')) return [];
  const more = { identifiers: { crm_id: change.id }, properties: { lead_id: change.id, stage } };
  const set = tell(change, 'lead_stage_set', more);
  return stage === QUALIFIED ? [set, tell(change, 'lead_qualified', more)] : [set];
}

/** A conversion is sales' word that it takes the lead, and it makes a contact of it. */
export function converted(change: Change): ProviderEvent[] {
  if (change.fields.IsConverted !== true) return [];
  const stage = textOf(change, 'Status');
  const contact = textOf(change, 'ConvertedContactId');
  const accepted = tell(change, 'lead_accepted', {
    identifiers: { crm_id: change.id },
    properties: { lead_id: change.id, ...(stage === undefined ? {} : { stage }) },
  });
  if (contact === undefined) return [accepted];
  const account = textOf(change, 'ConvertedAccountId');
  const merged = tell(change, 'contact_merged', {
    identifiers: { crm_id: contact, ...(account === undefined ? {} : { account_id: `salesforce:${account}` }) },
    properties: { merged_crm_id: change.id, reason: 'lead converted' },
  });
  return [accepted, merged];
}

function identifiersOf(change: Change): NonNullable<ProviderEvent['identifiers']> {
  const phone = textOf(change, 'Phone') ?? textOf(change, 'MobilePhone');
  return { crm_id: change.id, email: textOf(change, 'Email'), phone, ...accountOf(change) };
}

function refetch({ isGap }: Change): { needs_refetch?: true } {
  return isGap ? { needs_refetch: true } : {};
}
