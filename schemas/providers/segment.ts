import { type ParseCircumstances, type ParsedEvent, parseEvent } from '../event.ts';
import { isFields } from '../extra.ts';
import { findUnfit } from '../fit.ts';
import { toUtc } from '../instant.ts';
import { type Reason, reason, short } from '../reason.ts';
import { mergeFields } from './segment/context.ts';
import { straysOf, toEvent } from './segment/event.ts';
import { parseMessage, type SegmentMessage, type SegmentType, timeKey } from './segment/message.ts';
import { isTime, occurredAt } from './segment/time.ts';

export { SEGMENT_TYPES, type SegmentType } from './segment/message.ts';
export { SEGMENT_CALLS, SEGMENT_PATHS, type SegmentCall } from './segment/paths.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface SegmentCircumstances extends Omit<ParseCircumstances, 'defaultSource'> {
  /** What the call is, where its route says so; a message of a batch says it itself. */
  type?: SegmentType;
  /** What a batch says for all its messages. */
  batch?: { context?: unknown; integrations?: unknown; sentAt?: unknown };
  /** A hash of a JSON value that depends on nothing but the value: names messages that have no id. */
  digest: (value: Fields) => string;
}

export type ParsedSegment =
  /** `sent`: the event as the door for our own events would have got it; `body`: what tells bodies of one id apart. */
  | (Extract<ParsedEvent, { ok: true }> & { sent: Fields; body: Fields })
  /** The path leads into the message as it was sent. */
  | { ok: false; reason: Reason; sent?: unknown };

/** What a sender writes anew at each attempt, and the key: no part of what is told. */
const TRANSPORT: ReadonlySet<string> = new Set(['sentAt', 'receivedAt', 'writeKey', '_metadata']);

/** Where an event's fields stood in the message, for reasons. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/^\$\.event_id/, '$.messageId'],
  [/^\$\.user_id/, '$.userId'],
  [/^\$\.anonymous_id/, '$.anonymousId'],
  [/^\$\.account_id/, '$.groupId'],
  [/^\$\.consent/, '$.context.consent.categoryPreferences'],
  [/^\$\.context\.user_agent/, '$.context.userAgent'],
  [/^\$\.properties\.items/, '$.properties.products'],
];

/**
 * Judges one message of Segment's tracking API: the event as it lands, or the first reason why it cannot. Pure, and never
 * throws. Names of Segment's spec become ours, any other track is kept as `custom_tracked`; decimals of money become
 * minor units; what has no place in the event is kept under `properties.extra`.
 */
export function parseSegment(value: unknown, at: SegmentCircumstances): ParsedSegment {
  const unfit = findUnfit(value, at.hasEscapes);
  if (unfit !== null) return { ok: false, reason: unfit };
  if (!isFields(value)) {
    const message = `a message is a JSON object, this is ${short(value)}. Send {"type": "track", ...}`;
    return { ok: false, reason: reason('not_an_object', '$', message) };
  }
  const parsed = parseMessage(at.type === undefined ? value : { ...value, type: at.type });
  return parsed.ok ? judge(parsed.message, value, at) : parsed;
}

function judge(message: SegmentMessage, value: Fields, at: SegmentCircumstances): ParsedSegment {
  // a route may say the type in the message's place
  const body = withoutTransport({ ...value, type: message.type });
  const event = {
    event_id: `segment:${idOf(message.messageId) ?? at.digest(body)}`,
    ...toEvent(message, mergeFields(at.batch?.context, message.context)),
    occurred_at: timeOf(message, at),
  };
  const integrations = mergeFields(at.batch?.integrations, message.integrations);
  const strays = straysOf({ ...message, integrations });
  const sent = withStrays(event, { ...strays, ...clockOf(message, event.occurred_at, at) });
  const parsed = parseEvent(sent, { ...at, defaultSource: 'web' });
  return parsed.ok ? { ...parsed, sent, body } : { ok: false, reason: inMessage(parsed.reason, message), sent };
}

function idOf(messageId: unknown): string | null {
  return (typeof messageId === 'string' && messageId !== '') || typeof messageId === 'number'
    ? String(messageId)
    : null;
}

function timeOf(message: SegmentMessage, { batch, receivedAt }: SegmentCircumstances): string {
  // what Segment forwards was received by Segment, and its clock is what `sentAt` is held against
  const isForwarded = isTime(message.receivedAt);
  return occurredAt({
    originalTimestamp: message.originalTimestamp,
    timestamp: message.timestamp,
    sentAt: message.sentAt ?? batch?.sentAt,
    receivedAt: isForwarded ? String(message.receivedAt) : receivedAt,
    isForwarded,
  });
}

/** What the sender's clock said, where the event has another time. */
function clockOf(message: SegmentMessage, occurred: string, { batch }: SegmentCircumstances): Fields {
  const original = message.originalTimestamp ?? message.timestamp ?? null;
  if (original === null || (isTime(original) && toUtc(original) === occurred)) return {};
  const sentAt = message.sentAt ?? batch?.sentAt;
  return { originalTimestamp: original, ...(sentAt === undefined ? {} : { sentAt }) };
}

function withoutTransport(message: Fields): Fields {
  return Object.fromEntries(Object.entries(message).filter(([key]) => !TRANSPORT.has(key)));
}

/** Under one key, so that no field of the message meets a property of the same name. */
function withStrays(event: Fields, strays: Fields): Fields {
  if (Object.keys(strays).length === 0 || !isFields(event.properties)) return event;
  const { extra, ...properties } = event.properties;
  const kept = isFields(extra) ? extra : extra === undefined ? {} : { extra };
  return { ...event, properties: { ...properties, extra: { ...kept, segment: strays } } };
}

/** A reason as the sender of the message understands it. */
function inMessage(why: Reason, message: SegmentMessage): Reason {
  if (why.path === '$.occurred_at') return { ...why, path: `$.${timeKey(message) ?? 'timestamp'}` };
  if (why.code === 'missing_field' && why.path === '$.properties.amount_minor') {
    const remedy = 'Send subtotal, revenue or total as a decimal, with an ISO-4217 currency';
    return { ...why, path: '$.properties.revenue', message: `the order has no amount. ${remedy}` };
  }
  const [pattern, path] = PATHS.find(([known]) => known.test(why.path)) ?? [];
  const traits = message.type === 'identify' || message.type === 'group' ? '$.traits' : '$.properties';
  const there = pattern === undefined || path === undefined ? why.path : why.path.replace(pattern, path);
  return { ...why, path: there.replace(/^\$\.properties/, traits) };
}
