import { z } from 'zod';
import { currency } from '../../kinds.ts';
import { parseDecimal, toMinor } from '../money.ts';
import { type PayloadCircumstances, type ProviderEvent, readPayload } from '../provider.ts';

const HEADER = 'Send the header of a change event, as Change Data Capture does';
const ID = 'Send the id of a record';
const INSTANT = 'Send milliseconds since 1970';
const LATEST_MS = 253_402_300_799_999;
const KINDS = ['CREATE', 'UPDATE', 'DELETE', 'UNDELETE'] as const;
const GAPS = ['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE', 'GAP_OVERFLOW'] as const;

/** https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_event_fields_header.htm */
const header = z.object(
  {
    entityName: z.string('Send the name of an object'),
    recordIds: z.array(z.string(ID).min(1, ID), 'Send the ids of records').min(1, 'Send at least one id'),
    changeType: z.enum([...KINDS, ...GAPS], `Send one of ${[...KINDS, ...GAPS].join(', ')}`),
    changedFields: z.array(z.string('Send the name of a field'), 'Send the names of fields').nullish(),
    transactionKey: z.string('Send the key of the transaction').min(1, 'Send the key of the transaction'),
    sequenceNumber: z.int('Send an integer').min(0, 'Send an integer from 0'),
    commitTimestamp: z.int(INSTANT).min(0, INSTANT).max(LATEST_MS, INSTANT),
  },
  HEADER,
);
const change = z.looseObject({ ChangeEventHeader: header }, 'Send a change event');
const relayed = z.object({ payload: change });

export type Fields = Readonly<Record<string, unknown>>;

/** One record's part of a change event: Salesforce sends the same change of several records as one. */
export interface Change {
  entity: string;
  kind: (typeof KINDS)[number];
  /** Nothing but the record's id is told: the rest is to be had from Salesforce. */
  isGap: boolean;
  id: string;
  eventId: string;
  occurredAt: string;
  sequence: number;
  fields: Fields;
  /** Of an update: `Name.LastName` for a part of a field. */
  changed: readonly string[];
  /** What amounts are in that name no currency: an org with one currency never names it. */
  currency: string | undefined;
}

export type Read =
  | { ok: true; changes: Change[] }
  | { ok: false; reason: { code: string; path: string; message: string } };

/** Where the header stands in a payload. */
export const HEADER_PATH = '$.payload.ChangeEventHeader';

/** The changes of the records that an event names; those of an overflow are not named, and there are none. */
export function readChanges(payload: Fields, at: PayloadCircumstances): Read {
  const read = readChange(payload);
  if (!read.ok) return read;
  const { ChangeEventHeader, ...fields } = read.payload;
  const { changeType, recordIds } = ChangeEventHeader;
  if (changeType === 'GAP_OVERFLOW') return { ok: true, changes: [] };
  return { ok: true, changes: recordIds.map((id) => toChange(id, ChangeEventHeader, fields, at)) };
}

/** Salesforce's own relay sets the change into `payload`; a flow of Amazon AppFlow sends it bare. */
function readChange(payload: Fields): ReturnType<typeof readPayload<typeof change>> {
  if (payload.ChangeEventHeader !== undefined) return readPayload(change, payload);
  const read = readPayload(relayed, payload);
  return read.ok ? { ok: true, payload: read.payload.payload } : read;
}

function toChange(id: string, told: z.output<typeof header>, fields: Fields, at: PayloadCircumstances): Change {
  const { entityName, changeType, transactionKey, sequenceNumber, commitTimestamp, changedFields } = told;
  return {
    entity: entityName,
    kind: changeType.replace('GAP_', '') as Change['kind'],
    isGap: changeType.startsWith('GAP_'),
    id,
    // the numbers of a transaction begin anew for gap events, so the kind and the record stand beside them
    eventId: [entityName, changeType, id, transactionKey, sequenceNumber].join(':'),
    occurredAt: new Date(commitTimestamp).toISOString(),
    sequence: sequenceNumber,
    fields,
    changed: changedFields ?? [],
    currency: currency.safeParse(fields.CurrencyIsoCode ?? at.currency).data,
  };
}

/** A field's text; undefined where it is absent, null or empty. `Name.LastName` is a part of a field. */
export function textOf({ fields }: Change, path: string): string | undefined {
  const [field = '', part] = path.split('.');
  const value = part === undefined ? fields[field] : (fields[field] as Fields | null | undefined)?.[part];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Whether an update tells of this field; a record that is new tells of all of them. */
export function isChanged({ kind, changed }: Change, field: string): boolean {
  return kind !== 'UPDATE' || changed.some((each) => each === field || each.startsWith(`${field}.`));
}

/** The texts of fields under our names for them, those that are there. */
export function textsOf(change: Change, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([path, name]) => {
      const value = textOf(change, path);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** An amount in minor units; none where it is absent, below 0, or of no known currency. */
export function moneyOf(
  { fields, currency: known }: Change,
  field: string,
): { amount_minor?: number; currency?: string } {
  const decimal = parseDecimal(fields[field]);
  if (decimal === null || decimal.digits < 0n || known === undefined) return {};
  return { amount_minor: toMinor(decimal, known), currency: known };
}

export function accountOf(change: Change): { account_id?: string } {
  const id = textOf(change, 'AccountId');
  return id === undefined ? {} : { account_id: `salesforce:${id}` };
}

/** One of our events that a change tells; the second and later ones of a change carry their name in their id. */
export function tell(change: Change, event_name: string, more: Partial<ProviderEvent> = {}): ProviderEvent {
  const { eventId, entity, id, occurredAt, sequence } = change;
  const object = { type: entity, id, updated_at: occurredAt, sequence };
  return { id: eventId, event_name, occurred_at: occurredAt, object, ...more };
}

/** Names the second and later of the events that one change tells. */
export function told(events: readonly ProviderEvent[]): ProviderEvent[] {
  return events.map((event, index) => (index === 0 ? event : { ...event, id: `${event.id}:${event.event_name}` }));
}
