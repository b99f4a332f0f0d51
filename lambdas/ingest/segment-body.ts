import type { SegmentCall } from '../../schemas/providers/segment.ts';
import { arraySpans } from './array-spans.ts';
import { EVENT_LIMIT_BYTES } from './limits.ts';
import { type BodyRefusal, boundMessages, inflateBody } from './read-body.ts';
import { withoutByteOrderMark } from './split.ts';
import { trimSpace } from './trim-space.ts';

export interface SegmentBody {
  ok: true;
  messages: Uint8Array[];
  /** As the body says them, for all its messages. */
  batch: { context?: unknown; integrations?: unknown; sentAt?: unknown };
  writeKey: unknown;
}

type Members = ReadonlyMap<string, Uint8Array>;

/** Some 4 KB of context in each of 2,000 messages, which is more than any SDK sends. */
const SHARED_LIMIT_BYTES = 8 * 1024 * 1024;

const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;

/** The messages of a call, each by its own bytes as sent, so that a broken one leaves its neighbours whole. */
export function readSegmentBody(
  bytes: Uint8Array,
  contentEncoding: string,
  call: SegmentCall,
): SegmentBody | BodyRefusal {
  const inflated = inflateBody(bytes, contentEncoding);
  if (!inflated.ok) return inflated;
  const message = trimSpace(withoutByteOrderMark(inflated.bytes));
  const members = membersOf(message);
  if (typeof members === 'string') return unreadable(members);
  const writeKey = parse(members.get('writeKey'));
  if (call !== 'batch') return { ok: true, messages: [message], batch: {}, writeKey };
  const batch = members.get('batch');
  if (batch?.[0] !== OPENING_BRACKET) return unreadable('there is no array of messages. Send {"batch": [...]}');
  const found = boundMessages(arraySpans(batch));
  if (!found.ok) return found;
  const [context, integrations] = [members.get('context'), members.get('integrations')];
  const about = { context: parse(context), integrations: parse(integrations), sentAt: parse(members.get('sentAt')) };
  const bytesOfEach = (context?.length ?? 0) + (integrations?.length ?? 0);
  return boundShared(bytesOfEach, found.messages.length) ?? { ...found, batch: about, writeKey };
}

/** What a batch says once stands in each of its events: a small body could become gigabytes. */
function boundShared(bytesOfEach: number, messages: number): BodyRefusal | null {
  if (bytesOfEach <= EVENT_LIMIT_BYTES && bytesOfEach * messages <= SHARED_LIMIT_BYTES) return null;
  const found = `${bytesOfEach} bytes of context and integrations in each of its ${messages} messages`;
  const message = `a batch may put at most ${EVENT_LIMIT_BYTES} bytes into a message and ${SHARED_LIMIT_BYTES} into all, this puts ${found}. Send smaller batches, or less context`;
  return { ok: false, status: 413, code: 'batch_too_large', message };
}

/** The members of a JSON object by their own bytes, or what is wrong with it. Of several with one name, the last. */
function membersOf(object: Uint8Array): Members | string {
  if (object[0] !== OPENING_BRACE) return 'the body is no JSON object. Send {...}';
  const spans = arraySpans(object);
  if (!spans.ok) return spans.problem.replace('array', 'object');
  const members = new Map<string, Uint8Array>();
  for (const span of spans.messages) {
    const member = splitMember(span);
    if (member === null) return `a member of the object has no name, or its value is missing: ${start(span)}`;
    members.set(...member);
  }
  return members;
}

/** `"name": value`, taken apart at the colon behind the name; null where there is none. */
function splitMember(span: Uint8Array): [string, Uint8Array] | null {
  const name = /^"(?:[^"\\]|\\.)*"(?=\s*:)/.exec(Buffer.from(span.subarray(0, LONGEST_NAME)).toString('latin1'))?.[0];
  if (name === undefined) return null;
  const colon = span.indexOf(COLON, name.length);
  const value = trimSpace(span.subarray(colon + 1));
  return value.length === 0 ? null : [name.slice(1, -1), value];
}

const LONGEST_NAME = 512;
const COLON = 0x3a;

/** The value of a member; undefined for one that is absent or no JSON: nothing of the messages depends on it. */
function parse(member: Uint8Array | undefined): unknown {
  try {
    return member === undefined ? undefined : JSON.parse(Buffer.from(member).toString('utf8'));
  } catch {
    return undefined;
  }
}

function start(span: Uint8Array): string {
  return JSON.stringify(Buffer.from(span.subarray(0, 40)).toString('utf8'));
}

function unreadable(message: string): BodyRefusal {
  return { ok: false, status: 400, code: 'unreadable_body', message };
}
