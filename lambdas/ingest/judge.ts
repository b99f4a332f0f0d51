import { hash } from 'node:crypto';
import { type LandedEvent, parseEvent, type Reason, SOURCES, type Source } from '../../schemas/event.ts';
import type { Place } from '../lib/lake/place.ts';
import { canonicalFields } from './canonical-json.ts';
import { type Decoded, decodeMessageBytes } from './decode.ts';
import { fieldHeads } from './field-heads.ts';
import { EVENT_LIMIT_BYTES } from './limits.ts';
import { rejectedLine } from './rejected-line.ts';

export interface Circumstances {
  /** ISO instants, UTC, with milliseconds. */
  now: string;
  receivedAt: string;
  /** For events that name none. */
  defaultSource: Source;
  /** The only source that may be named here; absent: any. */
  onlySource?: Source;
  /** Which door it came to, as rejects tell it. */
  endpoint: string;
  /** A `received_at` of the event's own holds: only a bulk load may say so. */
  keepReceivedAt?: boolean;
  /** How a message becomes an event; absent: it is one of ours as it stands. */
  read?: ReadMessage;
  /** How a vendor's payload becomes events, as many as it tells of: in place of `read`. */
  readAll?: ReadPayload;
  /** What came beside the bytes and is needed to read them: kept with rejects. */
  headers?: Readonly<Record<string, string>>;
  /** The largest message, in bytes; absent: that of an event. */
  limitBytes?: number;
}

/** Judges a message's JSON value as an event. Pure; `hasEscapes` as `decodeMessageBytes` tells it. */
export type ReadMessage = (value: unknown, at: Circumstances & { hasEscapes: boolean }) => Judged;

/** Judges a payload's JSON value: all its events, or why one of them cannot be. Pure. */
export type ReadPayload = (
  value: unknown,
  at: Circumstances & { hasEscapes: boolean },
) => readonly Extract<Judged, { ok: true }>[] | Extract<Judged, { ok: false }>;

/** A message as sent, without the white space around it. `bytes` may be its beginning only, when `size` says that there was more. */
export interface Message {
  bytes: Uint8Array;
  /** In bytes. */
  size: number;
}

/** Where a message goes and the line that it becomes there (without a newline). `reason` is null for an accepted one. */
export interface Verdict extends Place {
  line: string;
  reason: Reason | null;
}

type Fields = Readonly<Record<string, unknown>>;

export type Judged =
  /** `sent`: the event before it was judged; `body`: what tells bodies of one id apart, for our own events the same. */
  | { ok: true; event: LandedEvent; sent: Fields; body: Fields }
  /** `sent` is absent where there was no reading it. */
  | { ok: false; reason: Reason; sent?: unknown };

/** Judges one message: an event of its schema goes to raw, anything else to rejected with its bytes. Pure; never throws. */
export function judgeMessage(message: Message, at: Circumstances): Verdict {
  const judged = judge(message, at);
  return judged.ok ? accept(judged) : reject(message, judged, at);
}

/**
 * Judges one message that may tell of several events: a verdict for each of them, or the one that rejects the whole message. None for a
 * message that tells of nothing, such as a vendor's ping. Pure; never throws.
 */
export function judgePayload(message: Message, at: Circumstances): Verdict[] {
  const { readAll } = at;
  if (readAll === undefined) return [judgeMessage(message, at)];
  const decoded = decode(message, at);
  const told = decoded.ok ? readAll(decoded.value, { ...at, hasEscapes: decoded.hasEscapes }) : decoded;
  return 'ok' in told ? [reject(message, told, at)] : told.map(accept);
}

function decode({ bytes, size }: Message, { limitBytes = EVENT_LIMIT_BYTES }: Circumstances): Decoded {
  return size > limitBytes ? { ok: false, reason: tooLarge(size, limitBytes) } : decodeMessageBytes(bytes);
}

function judge(message: Message, at: Circumstances): Judged {
  const decoded = decode(message, at);
  if (!decoded.ok) return decoded;
  const { value, hasEscapes } = decoded;
  const judged = (at.read ?? readEvent)(value, { ...at, hasEscapes });
  if (!judged.ok || at.onlySource === undefined || at.onlySource === judged.event.source) return judged;
  return { ok: false, reason: wrongSource(judged.event.source, at.onlySource) };
}

const readEvent: ReadMessage = (sent, at) => {
  const parsed = parseEvent(sent, at);
  return parsed.ok ? { ...parsed, sent: sent as Fields, body: sent as Fields } : { ...parsed, sent };
};

function accept(judged: Extract<Judged, { ok: true }>): Verdict {
  const { source, received_at } = judged.event;
  return { kind: 'raw', source, receivedDate: received_at.slice(0, 10), line: landedLine(judged), reason: null };
}

function reject({ bytes }: Message, { reason, sent }: Extract<Judged, { ok: false }>, at: Circumstances): Verdict {
  return {
    kind: 'rejected',
    source: at.onlySource ?? sourceNamedBy(sent) ?? at.defaultSource,
    receivedDate: at.receivedAt.slice(0, 10),
    line: rejectedLine(bytes, reason, at),
    reason,
  };
}

/**
 * What stays as it was sent is written once, for the hash and for the line: the order of keys within a field says nothing.
 * Joined, not added up, because V8 would keep a sum as a tree of its parts for as long as the line waits to be written.
 */
function landedLine({ event, sent, body }: Extract<Judged, { ok: true }>): string {
  const texts = canonicalFields(sent);
  const landed = event as Fields;
  const parts: string[] = [];
  for (const key in landed) {
    const value = landed[key];
    parts.push(`"${key}":${value === sent[key] ? texts.get(key) : JSON.stringify(value)}`);
  }
  return `{${parts.join(',')},"body_sha256":"${body === sent ? hashOf(sent, texts) : bodySha256(body)}"}`;
}

/** Hex SHA-256 of the canonical JSON (RFC 8785) of an event as sent, `received_at` left out: what tells bodies of one id apart. */
export function bodySha256(sent: Fields): string {
  return hashOf(sent, canonicalFields(sent));
}

function hashOf(sent: Fields, texts: ReadonlyMap<string, string>): string {
  let body = '';
  for (const { key, head } of fieldHeads(sent)) if (key !== 'received_at') body += head + texts.get(key);
  return hash('sha256', `{${body.slice(1)}}`);
}

/** A bulk load's reject lies with the source that it names, where whoever mends it will look. */
function sourceNamedBy(value: unknown): Source | undefined {
  return SOURCES.find((source) => source === (value as { source?: unknown } | null)?.source);
}

function tooLarge(size: number, limit: number): Reason {
  const message = `${size} bytes; an event has at most ${limit}`;
  return { code: 'too_large', path: '$', message };
}

function wrongSource(named: Source, only: Source): Reason {
  const message = `the event says ${named}, but this door takes ${only}. Post it to /v1/events/${named}`;
  return { code: 'wrong_source', path: '$.source', message };
}
