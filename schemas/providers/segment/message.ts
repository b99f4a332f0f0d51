import { z } from 'zod';
import { compile } from '../../accept.ts';
import { type Reason, reason, reasonOf } from '../../reason.ts';
import { isTime } from './time.ts';

export const SEGMENT_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type SegmentType = (typeof SEGMENT_TYPES)[number];

const ID = 'Send a string';
const NAMED = 'Send the name of what was tracked, for example Order Completed';
const id = z.union([z.string(), z.number()], ID).nullish();
const name = z.string('Send a string').nullish();
const fields = z.record(z.string(), z.unknown(), 'Send an object').nullish();

const common = {
  messageId: id,
  userId: id,
  anonymousId: id,
  context: fields,
  timestamp: z.unknown().optional(),
  originalTimestamp: z.unknown().optional(),
  sentAt: z.unknown().optional(),
  receivedAt: z.unknown().optional(),
};

const required = (remedy: string) => z.union([z.string().min(1), z.number()], remedy);

/** One message of Segment's spec; fields that are not named here stay beside them as sent. */
const message = z.discriminatedUnion('type', [
  z.looseObject({ ...common, type: z.literal('track'), event: z.string(NAMED).min(1, NAMED), properties: fields }),
  z.looseObject({ ...common, type: z.literal('identify'), traits: fields }),
  z.looseObject({ ...common, type: z.literal('page'), name, category: name, properties: fields }),
  z.looseObject({ ...common, type: z.literal('screen'), name, category: name, properties: fields }),
  z.looseObject({ ...common, type: z.literal('group'), groupId: required('Send the id of the group'), traits: fields }),
  z.looseObject({ ...common, type: z.literal('alias'), previousId: required('Send the id that is left behind') }),
]);

export type SegmentMessage = z.infer<typeof message>;

/** The schema's yes or no, quickly; it is asked itself only for reasons. */
const isMessage = compile(message);

/** The message, or why it is none: with the path in the message as it was sent, and the remedy. */
export function parseMessage(
  sent: Readonly<Record<string, unknown>>,
): { ok: true; message: SegmentMessage } | { ok: false; reason: Reason } {
  const issue = isMessage(sent) ? undefined : message.safeParse(sent).error?.issues[0];
  if (issue !== undefined)
    return { ok: false, reason: isTypeIssue(issue) ? unknownType(sent.type) : reasonOf(issue, sent) };
  const unreadable = unreadableTime(sent);
  return unreadable === null ? { ok: true, message: sent as SegmentMessage } : { ok: false, reason: unreadable };
}

function isTypeIssue({ path }: z.core.$ZodIssue): boolean {
  return path.length === 1 && path[0] === 'type';
}

function unknownType(type: unknown): Reason {
  const code = type === undefined || type === null ? 'missing_field' : 'invalid_value';
  const fault = code === 'missing_field' ? 'is missing' : `is not accepted: ${JSON.stringify(type)}`;
  return reason(code, '$.type', `type ${fault}. Send one of ${SEGMENT_TYPES.join(', ')}`);
}

/** A wrong `sentAt` only costs the correction of the clock; without the time itself the event has no place. */
function unreadableTime(sent: Readonly<Record<string, unknown>>): Reason | null {
  const key = timeKey(sent);
  if (key === null || isTime(sent[key])) return null;
  const remedy = 'Send a real instant with its zone, for example 2026-03-01T09:30:00.000Z';
  return reason('invalid_value', `$.${key}`, `${key} is not accepted: ${JSON.stringify(sent[key])}. ${remedy}`);
}

/** Which field says when it happened; null where none does. */
export function timeKey(sent: Readonly<Record<string, unknown>>): 'originalTimestamp' | 'timestamp' | null {
  if ((sent.timestamp ?? null) !== null) return 'timestamp';
  return (sent.originalTimestamp ?? null) === null ? null : 'originalTimestamp';
}
