import type { z } from 'zod';

/** Why a schema turns an event away. The door adds its own codes for bytes that never became a value. */
export const REASON_CODES = [
  'not_an_object',
  'missing_field',
  'wrong_type',
  'invalid_value',
  'unknown_event',
  'wrong_source',
  'in_the_future',
  'too_deep',
  'unsupported_character',
  'number_out_of_range',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** A reject is a value: a code to count by, the JSON path of what is wrong, and a sentence that ends in the remedy. */
export type Reason = { code: string; path: string; message: string };

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;
const VALUE_LIMIT = 60;
const FAULTS = { wrong_type: 'has the wrong type', invalid_value: 'is not accepted' } as const;

/** A reason whose code is of the closed list. */
export function reason(code: ReasonCode, path: string, message: string): Reason {
  return { code, path, message };
}

/** One step of a JSON path: `.amount_minor`, `[0]`, or `["odd key"]` where a key is no plain word. */
export function pathStep(key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`;
  const text = String(key);
  return PLAIN_KEY.test(text) ? `.${text}` : `[${JSON.stringify(text)}]`;
}

/** A value as JSON, cut to a length that a log line bears; never ends in half a character. */
export function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= VALUE_LIMIT) return text;
  return `${text.slice(0, VALUE_LIMIT).replace(/\p{Surrogate}$/u, '')}...`;
}

/** What a schema's complaint about `event` means to its sender. The issue's message is the remedy, as kinds.ts gives it. */
export function reasonOf(issue: z.core.$ZodIssue, event: unknown): Reason {
  const steps = issue.path.map(pathStep).join('');
  const field = steps.replace(/^\.properties(?=[.[])/, '').replace(/^\./, '');
  const value = valueAt(event, issue.path);
  const code = codeOf(issue, value);
  const fault = code === 'missing_field' ? 'is missing' : `${FAULTS[code]}: ${short(value)}`;
  return reason(code, `$${steps}`, `${field} ${fault}. ${issue.message}`);
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): 'missing_field' | keyof typeof FAULTS {
  if (value === undefined || value === null) return 'missing_field';
  if (issue.code !== 'invalid_type') return 'invalid_value';
  // 12.5 where an integer is due has the right JSON type: the value is what must change
  return issue.expected === 'int' && typeof value === 'number' ? 'invalid_value' : 'wrong_type';
}

function valueAt(event: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], event);
}
