import { groupBy } from './collections.ts';
import { type Hit, ladderHits, matches } from './ladder.ts';
import type { Signal, StageModel } from './types.ts';

/** All that happens to one customer at one instant under one model; lists of event ids, hits in order of rank. */
export type Moment = {
  at: number;
  activities: string[];
  comebacks: string[];
  ends: string[];
  hits: Hit[];
  lifetimeBefore: number;
  lifetime: number;
};

/** What brings somebody back after an end; after quiet any activity does. */
const COMEBACK = ['purchased', 'renewed', 'registered'];

/** The instants of one customer's signals, in order, each with the lifetime rank before and after it. */
export function momentsOf(signals: readonly Signal[], model: StageModel): Moment[] {
  const hits = groupBy(ladderHits(signals, model), (hit) => hit.at);
  const instants = [...groupBy(signals, (row) => row.occurred_at)].toSorted(([a], [b]) => a - b);
  let lifetime = 0;
  return instants.map(([at, rows]) => {
    const here = hits.get(at) ?? [];
    const lifetimeBefore = lifetime;
    lifetime = Math.max(lifetime, ...here.map((hit) => hit.rank));
    const idsOf = (wanted: (row: Signal) => boolean) => rows.filter(wanted).map((row) => row.event_id);
    return {
      at,
      activities: idsOf((row) => row.is_activity),
      comebacks: idsOf((row) => COMEBACK.includes(row.signal)),
      ends: idsOf((row) => model.ended !== undefined && matches(row, model.ended)),
      hits: here,
      lifetimeBefore,
      lifetime,
    };
  });
}
