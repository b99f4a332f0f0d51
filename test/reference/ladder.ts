import { groupBy, smallest } from './collections.ts';
import { DAY, dayOf } from './time.ts';
import type { Rule, Signal, StageModel } from './types.ts';

/** An instant at which a rule of the stage with this rank is met; `cause` = smallest event id of the signals that met it. */
export type Hit = { at: number; rank: number; cause: string };

/** All ladder hits of one customer, one a (instant, rank), in order of time and rank. */
export function ladderHits(signals: readonly Signal[], model: StageModel): Hit[] {
  const free = model.stages.flatMap((stage, i) =>
    listOf(stage.enter).flatMap((rule) => (rule.after === undefined ? metBy(signals, rule, i + 1) : [])),
  );
  const gated = model.stages.flatMap((stage, i) =>
    listOf(stage.enter).flatMap((rule) =>
      rule.after === undefined ? [] : gatedHits(signals, rule, i + 1, free, model),
    ),
  );
  const merged = [...groupBy([...free, ...gated], (hit) => `${hit.at} ${hit.rank}`).values()].flatMap((hits) => {
    const [one] = hits;
    return one ? [{ at: one.at, rank: one.rank, cause: smallest(hits.map((hit) => hit.cause)) ?? one.cause }] : [];
  });
  return merged.toSorted((a, b) => a.at - b.at || a.rank - b.rank);
}

/** The rank of a stage, from 1; throws when the model has no such stage. */
export function rankOf(model: StageModel, stage: string): number {
  const position = model.stages.findIndex((candidate) => candidate.name === stage);
  if (position < 0) throw new Error(`[reference] model ${model.name} has no stage ${stage}`);
  return position + 1;
}

export function listOf<T>(one: T | T[]): T[] {
  return Array.isArray(one) ? one : [one];
}

function gatedHits(signals: readonly Signal[], rule: Rule, rank: number, free: Hit[], model: StageModel): Hit[] {
  const gate = rankOf(model, rule.after ?? '');
  const opened = Math.min(...free.filter((hit) => hit.rank >= gate).map((hit) => hit.at));
  return metBy(signals, rule, rank).filter((hit) => hit.at >= opened);
}

function metBy(signals: readonly Signal[], rule: Rule, rank: number): Hit[] {
  const own = signals.filter((row) => matches(row, rule));
  return [...groupBy(own, (row) => row.occurred_at)]
    .filter(([at]) => (rule.count ?? 1) === 1 || countDays(own, at, rule.within_days) >= (rule.count ?? 1))
    .map(([at, rows]) => ({ at, rank, cause: smallest(rows.map((row) => row.event_id)) ?? '' }));
}

/** Whether a signal is one of those that a rule names. */
export function matches(row: Signal, rule: Pick<Rule, 'signal' | 'how'>): boolean {
  return listOf(rule.signal).includes(row.signal) && (rule.how === undefined || listOf(rule.how).includes(row.how));
}

function countDays(own: readonly Signal[], at: number, withinDays: number | undefined): number {
  const from = withinDays === undefined ? Number.NEGATIVE_INFINITY : at - withinDays * DAY;
  return new Set(
    own.filter((row) => row.occurred_at >= from && row.occurred_at <= at).map((row) => dayOf(row.occurred_at)),
  ).size;
}
