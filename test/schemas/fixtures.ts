import { readFileSync } from 'node:fs';
import { parseEvent, type Source } from '../../schemas/event.ts';

/** When the fixtures' events are received: all of them are of the months before, or at the limit of what is ahead. */
export const NOW = '2026-03-01T00:00:00.000Z';

export const at = (source: Source) => ({ now: NOW, receivedAt: NOW, defaultSource: source });

export type Rejected = { code: string; path: string; sent: unknown };

/** The events of a source that are accepted, one a line, each parsed afresh. */
export function acceptedOf(source: Source): unknown[] {
  return linesOf(source, 'accepted').map((line) => JSON.parse(line) as unknown);
}

/** What is sent to a source and rejected, with the reason's code and path. */
export function rejectedOf(source: Source): Rejected[] {
  return linesOf(source, 'rejected').map((line) => JSON.parse(line) as Rejected);
}

/** The event as it lands. Throws the reason when it is rejected. */
export function land(value: unknown, source: Source = 'web'): Record<string, unknown> {
  const parsed = parseEvent(value, at(source));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.reason));
  return parsed.event;
}

function linesOf(source: Source, kind: string): string[] {
  return readFileSync(`test/fixtures/events/${source}/${kind}.ndjson`, 'utf8').trim().split('\n');
}
