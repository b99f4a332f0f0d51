import { z } from 'zod';
import { currency, instant } from '../../kinds.ts';
import {
  type ObjectState,
  type PayloadCircumstances,
  type ProviderEvent,
  readPayload,
  type Told,
} from '../provider.ts';
import { accountChanged } from './account.ts';
import { caseChanged } from './case.ts';
import { type Change, type Fields, told } from './change.ts';
import { opportunityChanged, roleChanged } from './opportunity.ts';
import { contactChanged, converted, leadChanged } from './person.ts';

const AS_ANSWERED = 'Send the record as Salesforce answers it';

const roleSchema = z.looseObject({ Id: z.string(AS_ANSWERED) });
/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve_get.htm */
const recordSchema = z.looseObject({
  Id: z.string(AS_ANSWERED),
  CreatedDate: instant,
  LastModifiedDate: instant,
  CloseDate: z.iso.date(AS_ANSWERED).nullish(),
  ClosedDate: instant.nullish(),
  IsClosed: z.boolean(AS_ANSWERED).nullish(),
  OpportunityContactRoles: z.object({ records: z.array(roleSchema, AS_ANSWERED) }).nullish(),
});

type SalesforceRecord = z.output<typeof recordSchema>;

/** What of Salesforce's objects can be asked for; an opportunity's persons are asked for beside it. */
export const SALESFORCE_OBJECTS: Readonly<Record<string, { related?: string }>> = {
  Lead: {},
  Contact: {},
  Account: {},
  Opportunity: { related: 'OpportunityContactRoles' },
  Case: {},
};

const TELL: Readonly<Record<string, (record: SalesforceRecord, change: Change) => ProviderEvent[]>> = {
  Lead: (_, change) => [...leadChanged(change), ...converted(change)],
  Contact: (_, change) => contactChanged(change),
  Account: (_, change) => accountChanged(change),
  Opportunity: tellOpportunity,
  Case: tellCase,
};

/** What a record says, read as if it were new with all that it has: under the same ids until it is changed. */
export function readRecord(object: ObjectState, payload: Fields, at: PayloadCircumstances): Told {
  const read = readPayload(recordSchema, payload);
  if (!read.ok) return read;
  const record = read.payload;
  const events = TELL[object.type]?.(record, asChange(object.type, record, at)) ?? [];
  const state = { type: object.type, id: record.Id, updated_at: record.LastModifiedDate };
  return { ok: true, events: told(events).map((event) => ({ ...event, object: state })) };
}

function asChange(entity: string, record: SalesforceRecord, at: PayloadCircumstances): Change {
  return {
    ...{ entity, kind: 'CREATE' as const, isGap: false, id: record.Id, changed: [], sequence: 0 },
    eventId: ['complete', entity, record.Id, record.LastModifiedDate].join(':'),
    occurredAt: record.CreatedDate,
    fields: record,
    currency: currency.safeParse(record.CurrencyIsoCode ?? at.currency).data,
  };
}

function tellOpportunity(record: SalesforceRecord, change: Change): ProviderEvent[] {
  const events = opportunityChanged(change).map((event) =>
    event.event_name === 'opportunity_created'
      ? event
      : { ...event, occurred_at: closedAt(record), needs_refetch: false },
  );
  return [
    ...events,
    ...(record.OpportunityContactRoles?.records ?? []).flatMap((role) => tellRole(record, change, role)),
  ];
}

/** As of the opportunity's first day, so that its person is the person of all that happened to it. */
function tellRole({ Id }: SalesforceRecord, change: Change, role: z.output<typeof roleSchema>): ProviderEvent[] {
  const fields = { OpportunityId: Id, ...role };
  return roleChanged({ ...change, eventId: `${change.eventId}:${role.Id}`, fields }) ?? [];
}

/** Salesforce keeps the day alone: an opportunity of one day was won after it was made, and none after it was last changed. */
function closedAt({ CloseDate, CreatedDate, LastModifiedDate }: SalesforceRecord): string {
  if (!CloseDate) return LastModifiedDate;
  const day = `${CloseDate}T00:00:00.000Z`;
  if (CreatedDate.startsWith(CloseDate)) return CreatedDate;
  return Date.parse(day) < Date.parse(LastModifiedDate) ? day : LastModifiedDate;
}

function tellCase(record: SalesforceRecord, change: Change): ProviderEvent[] {
  const [created] = caseChanged(change);
  if (created === undefined) return [];
  if (record.IsClosed !== true) return [created];
  return [
    created,
    { ...created, event_name: 'ticket_solved', occurred_at: record.ClosedDate ?? record.LastModifiedDate },
  ];
}
