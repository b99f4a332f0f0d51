import { Fault } from '../../../lambdas/lib/errors.ts';
import { isDay } from '../../../schemas/instant.ts';

/** Business time that is looked at again: ISO instants in UTC, `until` no longer belongs to it. */
export interface BackfillWindow {
  from: string;
  until: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Beyond, ISO instants have a sign and six figures, which no engine reads. */
const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** The days from `from` to `to`, both included, as `YYYY-MM-DD` in UTC. Throws `Fault` (exit code 2) naming what is no day, or days in the wrong order. */
export function backfillWindow(from: string, to: string): BackfillWindow {
  const [first, last] = [toMidnight('from', from), toMidnight('to', to)];
  if (first <= last) return { from: iso(first), until: iso(Math.min(last + DAY_MS, END_OF_TIME)) };
  throw new Fault(`[backfill] --from ${from} is after --to ${to}. Give the earlier day first`, { exitCode: 2 });
}

function toMidnight(option: string, text: string): number {
  if (isDay(text)) return Date.parse(`${text}T00:00:00.000Z`);
  throw new Fault(`[backfill] --${option} is no day: ${text}. Give one as YYYY-MM-DD, for example 2026-11-25`, {
    exitCode: 2,
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
