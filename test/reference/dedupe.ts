import { compareText, groupBy } from './collections.ts';
import { identifiersOf } from './identifiers.ts';
import { toMs } from './time.ts';
import type { Fact, LandedLine } from './types.ts';

export type EventConflict = { event_id: string; bodies: number };

/**
 * One line per `event_id`: the earliest received, on a tie the smallest `body_sha256`.
 * The answer does not depend on the order of the lines.
 */
export function dedupe(lines: readonly LandedLine[]): { events: LandedLine[]; conflicts: EventConflict[] } {
  const events: LandedLine[] = [];
  const conflicts: EventConflict[] = [];
  for (const [event_id, copies] of groupBy(lines, (line) => line.event_id)) {
    events.push(copies.reduce((best, line) => (arrivedBefore(line, best) ? line : best)));
    const bodies = new Set(copies.map((line) => line.body_sha256)).size;
    if (bodies > 1) conflicts.push({ event_id, bodies });
  }
  return { events, conflicts };
}

function arrivedBefore(a: LandedLine, b: LandedLine): boolean {
  const later = toMs(a.received_at) - toMs(b.received_at);
  return later < 0 || (later === 0 && compareText(a.body_sha256, b.body_sha256) < 0);
}

/** What counts: everything up to `asOf` that is neither a bot's nor our own people's. */
export function factsOf(events: readonly LandedLine[], asOf: number): Fact[] {
  return events
    .filter((line) => line.context?.is_bot !== true && line.context?.is_internal !== true)
    .filter((line) => toMs(line.occurred_at) <= asOf)
    .map(toFact);
}

function toFact(line: LandedLine): Fact {
  return {
    id: line.event_id,
    at: toMs(line.occurred_at),
    line,
    ids: identifiersOf(line),
    properties: line.properties ?? {},
  };
}
