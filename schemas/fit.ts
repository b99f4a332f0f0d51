import { pathStep, type Reason, reason } from './reason.ts';

/** The event itself is depth 1. */
export const DEPTH_LIMIT = 32;

/**
 * The first thing in a JSON value that would not come out of the lake as it went in, or null: half a surrogate pair or
 * NUL in a text or key, a number that is no finite double or an integer beyond 2^53 - 1, nesting deeper than 32.
 * `hasEscapes` = false (the JSON text had no `\u`, so neither character can be there) spares the look into every text.
 */
export function findUnfit(value: unknown, hasEscapes = true): Reason | null {
  return look(value, 1, hasEscapes);
}

function look(value: unknown, depth: number, hasEscapes: boolean): Reason | null {
  if (typeof value === 'string') return hasEscapes ? lookAtText(value) : null;
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? null : numberReason(value);
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEPTH_LIMIT) return reason('too_deep', '$', `nested deeper than ${DEPTH_LIMIT} levels. Flatten it`);
  if (Array.isArray(value)) return lookAtItems(value, depth, hasEscapes);
  return lookAtFields(value as Record<string, unknown>, depth, hasEscapes);
}

function lookAtItems(items: readonly unknown[], depth: number, hasEscapes: boolean): Reason | null {
  for (let index = 0; index < items.length; index += 1) {
    const found = look(items[index], depth + 1, hasEscapes);
    if (found !== null) return below(index, found);
  }
  return null;
}

function lookAtFields(fields: Readonly<Record<string, unknown>>, depth: number, hasEscapes: boolean): Reason | null {
  for (const key in fields) {
    const found = (hasEscapes ? lookAtText(key) : null) ?? look(fields[key], depth + 1, hasEscapes);
    if (found !== null) return below(key, found);
  }
  return null;
}

// Node has had it since 20; the language level of this project names it only from ES2024 on.
type Text = string & { isWellFormed(): boolean };

function lookAtText(text: string): Reason | null {
  const hasNul = text.includes('\0');
  if (!hasNul && (text as Text).isWellFormed()) return null;
  const what = hasNul ? 'holds a NUL' : 'holds half of a surrogate pair';
  return reason(
    'unsupported_character',
    '$',
    `${what}, which warehouses refuse. Send whole characters, none of them NUL`,
  );
}

function numberReason(value: number): Reason {
  const message = `${value} is beyond 2^53 - 1 and would not keep its value. Send it as a string`;
  return reason('number_out_of_range', '$', message);
}

function below(key: string | number, found: Reason): Reason {
  return { ...found, path: `$${pathStep(key)}${found.path.slice(1)}` };
}
