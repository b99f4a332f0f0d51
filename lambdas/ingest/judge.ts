import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type LandedEvent, parseEvent, type Reason, type Source } from '../../schemas/event.ts';
import type { Place } from '../lib/lake/place.ts';
import { decodeMessageBytes } from './decode.ts';
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
}

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

/** Judges one message: an event of its schema goes to raw, anything else to rejected with its bytes. Pure; never throws. */
export function judgeMessage(message: Message, at: Circumstances): Verdict {
  const { bytes, size } = message;
  if (size > EVENT_LIMIT_BYTES) {
    return reject(message, tooLarge(size), at, at.defaultSource);
  }
  const decoded = decodeMessageBytes(bytes);
  if (!decoded.ok) return reject(message, decoded.reason, at, at.defaultSource);
  const parsed = parseEvent(decoded.value, at);
  if (!parsed.ok) return reject(message, parsed.reason, at, at.defaultSource);
  const { event } = parsed;
  if (at.onlySource !== undefined && event.source !== at.onlySource) {
    return reject(message, wrongSource(event.source, at.onlySource), at, at.onlySource);
  }
  return {
    kind: 'raw',
    source: event.source,
    receivedDate: event.received_at.slice(0, 10),
    line: landedLine(event, decoded.value),
    reason: null,
  };
}

function landedLine(event: LandedEvent, sent: unknown): string {
  return `${JSON.stringify(event).slice(0, -1)},"body_sha256":"${bodySha256(sent)}"}`;
}

/** Hex SHA-256 of the canonical JSON (RFC 8785) of an event as sent, `received_at` left out: what tells bodies of one id apart. */
export function bodySha256(sent: unknown): string {
  const { received_at: _, ...body } = sent as Record<string, unknown>;
  return hash('sha256', canonicalize(body) ?? '');
}

function reject({ bytes }: Message, reason: Reason, at: Circumstances, source: Source): Verdict {
  const line = rejectedLine(bytes, reason, at);
  return { kind: 'rejected', source, receivedDate: at.receivedAt.slice(0, 10), line, reason };
}

function tooLarge(size: number): Reason {
  const message = `${size} bytes; an event has at most ${EVENT_LIMIT_BYTES}`;
  return { code: 'too_large', path: '$', message };
}

function wrongSource(named: Source, only: Source): Reason {
  const message = `the event says ${named}, but this door takes ${only}. Post it to /v1/events/${named}`;
  return { code: 'wrong_source', path: '$.source', message };
}
