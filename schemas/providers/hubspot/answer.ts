import { z } from 'zod';
import { currency, instant } from '../../kinds.ts';
import { parseDecimal, toMinor } from '../money.ts';
import {
  type ObjectState,
  type PayloadCircumstances,
  type ProviderEvent,
  readPayload,
  type Told,
} from '../provider.ts';

const AS_ANSWERED = 'Send the object as HubSpot answers it';

const associated = z.object({ results: z.array(z.object({ id: z.string(AS_ANSWERED) })) });
/** https://developers.hubspot.com/docs/guides/api/crm/objects/deals: one object, with the associations that were asked for. */
const answerSchema = z.object({
  id: z.string(AS_ANSWERED),
  properties: z.record(z.string(), z.string(AS_ANSWERED).nullable(), AS_ANSWERED),
  createdAt: instant,
  updatedAt: instant,
  associations: z.record(z.string(), associated).optional(),
});

type Answer = z.output<typeof answerSchema>;
type Fields = Readonly<Record<string, unknown>>;

/** What is asked for of each type of object: its place in the API, its properties, and what it is associated with. */
export const HUBSPOT_OBJECTS: Readonly<
  Record<string, { path: string; properties: readonly string[]; associations: readonly string[] }>
> = {
  contact: {
    path: 'contacts',
    properties: [
      'email',
      'phone',
      'mobilephone',
      'firstname',
      'lastname',
      'jobtitle',
      'company',
      'lifecyclestage',
      'associatedcompanyid',
    ],
    associations: [],
  },
  deal: {
    path: 'deals',
    properties: [
      ...['dealname', 'dealstage', 'pipeline', 'amount', 'deal_currency_code', 'closedate', 'closed_lost_reason'],
      ...['hs_is_closed', 'hs_is_closed_won', 'hubspot_owner_id'],
    ],
    associations: ['contacts', 'companies'],
  },
  ticket: {
    path: 'tickets',
    properties: [
      'subject',
      'hs_pipeline_stage',
      'hs_ticket_priority',
      'hs_ticket_category',
      'closed_date',
      'hubspot_owner_id',
    ],
    associations: ['contacts'],
  },
  company: {
    path: 'companies',
    properties: ['name', 'industry', 'city', 'zip', 'country', 'website', 'lifecyclestage'],
    associations: [],
  },
};

const CONTACT = {
  firstname: 'first_name',
  lastname: 'last_name',
  jobtitle: 'title',
  company: 'company',
  lifecyclestage: 'stage',
};
const DEAL = { dealname: 'name', dealstage: 'stage', pipeline: 'pipeline', hubspot_owner_id: 'agent' };
const TICKET = {
  ...{ subject: 'subject', hs_pipeline_stage: 'status', hs_ticket_priority: 'priority' },
  ...{ hs_ticket_category: 'category', hubspot_owner_id: 'agent' },
};
const COMPANY = {
  ...{ name: 'name', industry: 'industry', city: 'city', zip: 'postal_code', country: 'country' },
  ...{ website: 'website', lifecyclestage: 'stage' },
};

const TELL: Readonly<Record<string, (answer: Answer, at: PayloadCircumstances) => Telling[]>> = {
  contact: tellContact,
  deal: tellDeal,
  ticket: tellTicket,
  company: tellCompany,
};

/** An event before it has its id and its object, which are the same for all that one answer tells. */
type Telling = Pick<ProviderEvent, 'event_name' | 'occurred_at' | 'identifiers' | 'properties'>;

/** What an answer says of an object, as of its last update: asked again before it changes, it says the same events under the same ids. */
export function readAnswer(object: ObjectState, payload: Fields, at: PayloadCircumstances): Told {
  const read = readPayload(answerSchema, payload);
  if (!read.ok) return read;
  const { id, updatedAt } = read.payload;
  const state = { type: object.type, id, updated_at: updatedAt };
  const tellings = TELL[object.type]?.(read.payload, at) ?? [];
  return { ok: true, events: tellings.map((telling) => ({ ...telling, id: idOf(telling, state), object: state })) };
}

function idOf({ event_name, identifiers, properties }: Telling, { type, id, updated_at }: ObjectState): string {
  const about = properties?.contact_id === undefined && type !== 'contact' ? identifiers?.crm_id : undefined;
  return ['complete', type, id, updated_at, event_name, ...(about ? [about] : [])].join(':');
}

function tellContact(answer: Answer): Telling[] {
  const { id, properties, createdAt, updatedAt } = answer;
  const email = textOf(properties.email);
  const phone = textOf(properties.phone) ?? textOf(properties.mobilephone);
  const identifiers = { crm_id: id, email, phone, account_id: companyOf(properties.associatedcompanyid) };
  const told = { contact_id: id, ...textsOf(answer, CONTACT) };
  if (email === undefined && phone === undefined)
    return [{ event_name: 'contact_updated', occurred_at: updatedAt, identifiers, properties: told }];
  return [{ event_name: 'contact_created', occurred_at: createdAt, identifiers, properties: { how: 'crm', ...told } }];
}

function tellDeal(answer: Answer, at: PayloadCircumstances): Telling[] {
  const { id, createdAt } = answer;
  const identifiers = { account_id: companyOf(associatedWith(answer, 'companies')[0]) };
  const properties = { deal_id: id, ...textsOf(answer, DEAL), ...moneyOf(answer, at) };
  const created = { event_name: 'opportunity_created', occurred_at: createdAt, identifiers, properties };
  return [created, ...tellContacts('deal', answer), ...tellEnd(answer, identifiers, properties)];
}

function tellEnd(answer: Answer, identifiers: object, properties: object): Telling[] {
  const { hs_is_closed, hs_is_closed_won, dealstage, closed_lost_reason } = answer.properties;
  const occurred_at = endedAt(answer, answer.properties.closedate);
  if (hs_is_closed_won === 'true' || dealstage === 'closedwon')
    return [{ event_name: 'deal_won', occurred_at, identifiers, properties: { ...properties } }];
  if (hs_is_closed !== 'true' && dealstage !== 'closedlost') return [];
  const reason = textOf(closed_lost_reason);
  return [
    { event_name: 'deal_lost', occurred_at, identifiers, properties: { ...properties, ...(reason && { reason }) } },
  ];
}

function tellTicket(answer: Answer): Telling[] {
  const { id, createdAt } = answer;
  const { closed_date } = answer.properties;
  const properties = { ticket_id: id, ...textsOf(answer, TICKET) };
  const created = { event_name: 'ticket_created', occurred_at: createdAt, properties };
  const solved = { event_name: 'ticket_solved', occurred_at: endedAt(answer, closed_date), properties };
  return [created, ...tellContacts('ticket', answer), ...(textOf(closed_date) === undefined ? [] : [solved])];
}

function tellCompany(answer: Answer): Telling[] {
  const { id, updatedAt } = answer;
  const identifiers = { account_id: `hubspot:${id}` };
  return [{ event_name: 'account_updated', occurred_at: updatedAt, identifiers, properties: textsOf(answer, COMPANY) }];
}

/** HubSpot does not say since when; as of its first day, a deal's person is the person of all that happened to it. */
function tellContacts(thing: 'deal' | 'ticket', answer: Answer): Telling[] {
  return associatedWith(answer, 'contacts').map((crm_id) => ({
    event_name: `${thing}_contact_added`,
    occurred_at: answer.createdAt,
    identifiers: { crm_id },
    properties: { [`${thing}_id`]: answer.id },
  }));
}

/** One association may be listed once for each of its labels. */
function associatedWith({ associations }: Answer, others: string): string[] {
  return [...new Set((associations?.[others]?.results ?? []).map(({ id }) => id))];
}

/** A close date may be a plan that lies ahead; what has ended had ended when the object was last changed. */
function endedAt({ updatedAt }: Answer, date: string | null | undefined): string {
  const told = instant.safeParse(date);
  return told.success && Date.parse(told.data) < Date.parse(updatedAt) ? told.data : updatedAt;
}

function moneyOf({ properties }: Answer, at: PayloadCircumstances): { amount_minor?: number; currency?: string } {
  const known = currency.safeParse(textOf(properties.deal_currency_code) ?? at.currency).data;
  const decimal = parseDecimal(properties.amount);
  if (known === undefined || decimal === null || decimal.digits < 0n) return {};
  return { amount_minor: toMinor(decimal, known), currency: known };
}

function textsOf({ properties }: Answer, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([property, name]) => {
      const value = textOf(properties[property]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function textOf(value: string | null | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === '' ? undefined : text;
}

function companyOf(id: string | null | undefined): string | undefined {
  const text = textOf(id);
  return text === undefined ? undefined : `hubspot:${text}`;
}
