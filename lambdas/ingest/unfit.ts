import type { Reason } from '../../schemas/event.ts';
import { DEPTH_LIMIT } from './limits.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;
const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The first thing in a parsed value that would not come out of the lake as it went in, or null. JSON allows more than
 * its readers agree on (RFC 7493): a lone surrogate makes DuckDB refuse the whole file, 1e400 has no value, and an
 * integer beyond 2^53 is another integer after parsing. `hasEscapes` = false spares the look into every string.
 */
export function findUnfit(value: unknown, hasEscapes: boolean): Reason | null {
  return look(value, 1, hasEscapes);
}

function look(value: unknown, depth: number, hasEscapes: boolean): Reason | null {
  if (typeof value === 'string') return hasEscapes ? lookAtText(value) : null;
  if (typeof value === 'number') return lookAtNumber(value);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEPTH_LIMIT) return reason('too_deep', `nested deeper than ${DEPTH_LIMIT} levels. Flatten it`);
  return Array.isArray(value) ? lookAtItems(value, depth, hasEscapes) : lookAtFields(value, depth, hasEscapes);
}

function lookAtItems(items: readonly unknown[], depth: number, hasEscapes: boolean): Reason | null {
  for (let index = 0; index < items.length; index += 1) {
    const found = look(items[index], depth + 1, hasEscapes);
    if (found !== null) return below(`[${index}]`, found);
  }
  return null;
}

function lookAtFields(fields: object, depth: number, hasEscapes: boolean): Reason | null {
  for (const [key, value] of Object.entries(fields)) {
    const found = (hasEscapes ? lookAtText(key) : null) ?? look(value, depth + 1, hasEscapes);
    if (found !== null) return below(PLAIN_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, found);
  }
  return null;
}

function lookAtText(text: string): Reason | null {
  return LONE_SURROGATE.test(text)
    ? reason('lone_surrogate', 'half of a surrogate pair is no character. Send whole characters')
    : null;
}

function lookAtNumber(number: number): Reason | null {
  if (!Number.isFinite(number)) return reason('number_out_of_range', 'the number is beyond what a double can hold');
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return null;
  return reason('number_not_exact', `${number} is beyond 2^53 - 1 and would change. Send it as a string`);
}

function reason(code: string, message: string): Reason {
  return { code, path: '', message };
}

function below(step: string, found: Reason): Reason {
  return { ...found, path: step + found.path };
}
