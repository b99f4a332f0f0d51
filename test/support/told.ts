import { isDeepStrictEqual } from 'node:util';
import type { Fields, SpecMessage } from './spec-messages.ts';

const COLUMNS =
  'event_id, source, provider, event_name, occurred_at, user_id, anonymous_id, email, phone, account_id, crm_id, billing_id, support_id, properties, context, consent';

/** What is asked of the published tables to be held against `rowsOf`. */
export const TOLD_SQL = `select ${COLUMNS} from events order by event_id`;

/** Fields of a message that have a place in the event, or tell of its transport. The others go to `properties.extra.segment`. */
const PLACED: Record<string, readonly string[]> = {
  all: [
    'type',
    'messageId',
    'userId',
    'anonymousId',
    'context',
    'timestamp',
    'originalTimestamp',
    'sentAt',
    'writeKey',
  ],
  track: ['event', 'properties'],
  page: ['name', 'category', 'properties'],
  screen: ['name', 'category', 'properties'],
  identify: ['traits'],
  group: ['groupId', 'traits'],
  alias: ['previousId'],
};

/**
 * The rows that messages must be in `events`, by the messages as they went over the wire and as the spec says that they
 * land. Throws for a message that no caller gave, and for one that was given and never sent.
 */
export function rowsOf(wire: readonly Fields[], given: readonly SpecMessage[]): Fields[] {
  const unsent = [...given];
  const rows = wire.map((message) => {
    const at = unsent.findIndex((each) => carries(message, each));
    const [found] = at < 0 ? [] : unsent.splice(at, 1);
    if (found === undefined) throw new Error(`nobody gave ${JSON.stringify(message)}`);
    return rowOf(message, found);
  });
  if (unsent.length > 0) throw new Error(`never sent: ${JSON.stringify(unsent.map(({ sent }) => sent))}`);
  return rows.sort((a, b) => (String(a.event_id) < String(b.event_id) ? -1 : 1));
}

/** Rows of `events` as `rowsOf` has them: JSON read, instants as texts. */
export function readRows(rows: readonly Fields[]): Fields[] {
  return rows.map((row) => ({
    ...row,
    occurred_at: new Date(row.occurred_at as string).toISOString(),
    ...Object.fromEntries(['properties', 'context', 'consent'].map((name) => [name, parse(row[name])])),
  }));
}

function parse(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

/** Whether a message on the wire holds all that was given. SDKs add to it, they change nothing. */
function carries(message: Fields, { call, sent }: SpecMessage): boolean {
  return message.type === call && Object.entries(sent).every(([key, value]) => holds(message[key], value));
}

function holds(there: unknown, value: unknown): boolean {
  if (!isFields(value)) return isDeepStrictEqual(there, value);
  return isFields(there) && Object.entries(value).every(([key, part]) => holds(there[key], part));
}

function rowOf(wire: Fields, { sent, lands }: SpecMessage): Fields {
  const { properties, ...landed } = lands;
  const context = (wire.context ?? {}) as Fields;
  return {
    ...{ event_id: `segment:${wire.messageId}`, provider: 'segment', consent: null },
    ...{ email: null, phone: null, account_id: null, crm_id: null, billing_id: null, support_id: null },
    occurred_at: wire.timestamp ?? wire.originalTimestamp,
    user_id: wire.userId ?? null,
    anonymous_id: wire.anonymousId ?? wire.previousId ?? null,
    ...landed,
    properties: withStrays({ ...addedTo(wire, sent), ...properties }, straysOf(wire)),
    context: contextOf(context),
  };
}

/** What the SDK put among the properties itself, such as the address of a page: ours by the same names. */
function addedTo(wire: Fields, sent: Fields): Fields {
  const given = (sent.properties ?? {}) as Fields;
  return pick((wire.properties ?? {}) as Fields, (key) => !Object.hasOwn(given, key));
}

function straysOf(wire: Fields): Fields {
  const placed = new Set([...(PLACED.all ?? []), ...(PLACED[String(wire.type)] ?? [])]);
  const { originalTimestamp, timestamp, sentAt } = wire;
  const isOther = originalTimestamp !== undefined && timestamp !== undefined && timestamp !== originalTimestamp;
  const strays = pick(wire, (key) => !placed.has(key) && !isEmpty(wire[key]));
  return isOther ? { ...strays, originalTimestamp, sentAt } : strays;
}

function withStrays(properties: Fields, segment: Fields): Fields {
  if (Object.keys(segment).length === 0) return properties;
  return { ...properties, extra: { ...(properties.extra as Fields), segment } };
}

/** The user agent has our name, unless the caller gave another one under it. */
function contextOf({ userAgent, ip, groupId, consent, ...rest }: Fields): Fields {
  const agentKey = Object.hasOwn(rest, 'user_agent') ? 'userAgent' : 'user_agent';
  return {
    ...rest,
    ...(userAgent === undefined ? {} : { [agentKey]: userAgent }),
    ...(ip === undefined ? {} : { ip_truncated: String(ip).replace(/\.\d+$/, '.0') }),
  };
}

function pick(fields: Fields, isWanted: (key: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isWanted(key)));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (isFields(value) && Object.keys(value).length === 0);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
