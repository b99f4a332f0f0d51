import type { ProviderEvent } from '../provider.ts';
import { type Message, tell } from './message.ts';

/** Properties that become fields of ours; any other is named under `changed`, its value kept with the payload. */
const FIELDS: Readonly<Record<string, string>> = {
  firstname: 'first_name',
  lastname: 'last_name',
  jobtitle: 'title',
  company: 'company',
  industry: 'industry',
  website: 'website',
  city: 'city',
  zip: 'postal_code',
  country: 'country',
  hs_language: 'language',
};
const REACHED_BY: Readonly<Record<string, 'email' | 'phone'>> = {
  email: 'email',
  phone: 'phone',
  mobilephone: 'phone',
};
const HANDED_OVER: Readonly<Record<string, string>> = {
  marketingqualifiedlead: 'lead_qualified',
  salesqualifiedlead: 'lead_accepted',
};

/** Its address is not in the message: it comes as a change of `email`, or from the read API. */
export function contactCreated(message: Message): ProviderEvent[] {
  const properties = { how: 'crm', contact_id: message.objectId };
  return [tellOf(message, 'contact_created', { properties, needs_refetch: true })];
}

/** HubSpot tells of a new contact and of its address apart: the message that brings the address is the registration. */
export function contactChanged(message: Message): ProviderEvent[] {
  const { property = '', value } = message;
  if (value === null)
    return [tellOf(message, 'contact_updated', { properties: changed(message), needs_refetch: true })];
  const identifier = REACHED_BY[property];
  if (identifier !== undefined && value) return [reachable(message, identifier, value)];
  if (property === 'lifecyclestage' && value) return stageSet(message, value);
  return [tellOf(message, 'contact_updated', updated(message))];
}

export function contactMerged(message: Message): ProviderEvent[] {
  return (message.merged?.from ?? []).map((merged_crm_id, index) =>
    tellOf(message, 'contact_merged', {
      ...(index === 0 ? {} : { id: `${message.id}:contact_merged:${merged_crm_id}` }),
      properties: { merged_crm_id },
    }),
  );
}

export function contactDeleted(message: Message): ProviderEvent[] {
  return [tellOf(message, 'contact_deleted', { properties: { contact_id: message.objectId } })];
}

export function contactRestored(message: Message): ProviderEvent[] {
  return [tellOf(message, 'contact_updated', { properties: { changed: ['archived'] }, needs_refetch: true })];
}

/** A deletion that HubSpot was asked for under privacy law. */
export function erasureRequested(message: Message): ProviderEvent[] {
  return [tellOf(message, 'erasure_requested', { properties: { scope: 'person' } })];
}

function reachable(message: Message, identifier: 'email' | 'phone', value: string): ProviderEvent {
  return tellOf(message, 'contact_created', {
    identifiers: { crm_id: message.objectId, [identifier]: value },
    properties: { how: 'crm', contact_id: message.objectId },
  });
}

function stageSet(message: Message, stage: string): ProviderEvent[] {
  const set = tellOf(message, 'lead_stage_set', { properties: { stage } });
  const handedOver = HANDED_OVER[stage];
  if (handedOver === undefined) return [set];
  return [set, tellOf(message, handedOver, { id: `${message.id}:${handedOver}`, properties: { stage } })];
}

/** `hs_lead_status` stays here: it is a step within one lifecycle stage, and as a stage it would overwrite that one. */
function updated(message: Message): Partial<ProviderEvent> {
  const { property = '', value, objectId } = message;
  if (property === 'associatedcompanyid' && value)
    return { identifiers: { crm_id: objectId, account_id: `hubspot:${value}` }, properties: changed(message) };
  const field = FIELDS[property];
  return { properties: { ...changed(message), ...(field === undefined || !value ? {} : { [field]: value }) } };
}

function changed({ property = '' }: Message): { changed: string[] } {
  return { changed: [property] };
}

function tellOf(message: Message, name: string, more: Partial<ProviderEvent>): ProviderEvent {
  return tell(message, name, { identifiers: { crm_id: message.objectId }, ...more });
}
