import { groupBy, smallest } from './collections.ts';
import { rankOf } from './ladder.ts';
import { type Moment, momentsOf } from './moments.ts';
import { type Step, toEntries } from './path.ts';
import { DAY } from './time.ts';
import type { Entry, Signal, StageModel } from './types.ts';

/** Where a customer stands; `held` is the cycle's highest rank, kept through quiet, ended and returned stages. */
type State = { kind: 'outside' | 'ladder' | 'quiet' | 'ended' | 'returned'; cycle: number; held: number };
type Walk = { model: StageModel; state: State; steps: Step[]; lastActivity: Moment | null };

/** The rows of `stage_history` of all customers in `signals` under one model; each customer's in order of time. */
export function walkHistory(signals: readonly Signal[], model: StageModel, asOf: number): Entry[] {
  const known = signals.filter((row) => row.occurred_at <= asOf);
  return [...groupBy(known, (row) => row.customer_id)].flatMap(([customerId, own]) =>
    toEntries(customerId, model, walkSteps(momentsOf(own, model), model, asOf)),
  );
}

function walkSteps(moments: readonly Moment[], model: StageModel, asOf: number): Step[] {
  const walk: Walk = { model, state: { kind: 'outside', cycle: 1, held: 0 }, steps: [], lastActivity: null };
  for (const moment of moments) {
    fallQuiet(walk, (deadline) => deadline < moment.at || (deadline === moment.at && leavesQuietAlone(moment)));
    live(walk, moment);
    if (moment.activities.length > 0) walk.lastActivity = moment;
  }
  fallQuiet(walk, (deadline) => deadline <= asOf);
  return walk.steps;
}

/** A deadline at an instant with activity, or with an end, does not happen. */
function leavesQuietAlone(moment: Moment): boolean {
  return moment.activities.length === 0 && moment.ends.length === 0;
}

function fallQuiet(walk: Walk, isDue: (deadline: number) => boolean): void {
  const { lastActivity, state } = walk;
  if (!lastActivity || (state.kind !== 'ladder' && state.kind !== 'returned')) return;
  const line = quietLine(walk.model, lastActivity.lifetime);
  const deadline = lastActivity.at + (line?.after_days ?? 0) * DAY;
  if (!line || !isDue(deadline)) return;
  walk.state = { ...state, kind: 'quiet' };
  walk.steps.push({ stage: line.stage, rank: 0, cycle: state.cycle, at: deadline, cause: null, skipped: [] });
}

function quietLine(model: StageModel, lifetime: number) {
  const matching = (model.quiet ?? []).filter((line) => rankOf(model, line.reached) <= lifetime);
  return matching.toSorted((a, b) => rankOf(model, b.reached) - rankOf(model, a.reached))[0];
}

function live(walk: Walk, moment: Moment): void {
  const { kind } = walk.state;
  if (moment.ends.length > 0 && kind !== 'outside') end(walk, moment);
  else if (kind === 'quiet') comeBack(walk, moment, moment.activities);
  else if (kind === 'ended') comeBack(walk, moment, moment.comebacks);
  else climb(walk, moment);
}

function end(walk: Walk, moment: Moment): void {
  const { state, model } = walk;
  if (state.kind === 'ended') return;
  walk.state = { ...state, kind: 'ended' };
  const cause = smallest(moment.ends);
  walk.steps.push({ stage: model.ended?.stage ?? '', rank: 0, cycle: state.cycle, at: moment.at, cause, skipped: [] });
}

function comeBack(walk: Walk, moment: Moment, returning: string[]): void {
  if (returning.length === 0) return;
  const { model, state } = walk;
  const { stage, reached, then } = model.returned ?? {};
  const isFarEnough = moment.lifetimeBefore >= (reached === undefined ? 1 : rankOf(model, reached));
  const cycle = state.cycle + 1;
  const cause = smallest(returning);
  if (stage !== undefined && isFarEnough) {
    walk.state = { ...state, kind: 'returned', cycle };
    walk.steps.push({ stage, rank: 0, cycle, at: moment.at, cause, skipped: [] });
    return;
  }
  const hit = moment.hits.at(-1)?.rank ?? 0;
  const restarts = then === 'restart' && isFarEnough;
  if (restarts) enter(walk, moment, { rank: Math.max(hit, 1), above: 0, cycle, cause });
  else enter(walk, moment, { rank: Math.max(hit, state.held, 1), above: state.held, cycle, cause });
}

function climb(walk: Walk, moment: Moment): void {
  const { state, model } = walk;
  const hit = moment.hits.at(-1);
  if (!hit) return;
  const { cycle, held } = state;
  if (state.kind === 'returned') {
    const above = model.returned?.then === 'restart' ? 0 : held;
    enter(walk, moment, { rank: Math.max(hit.rank, above), above, cycle, cause: hit.cause });
  } else if (hit.rank > held) enter(walk, moment, { rank: hit.rank, above: held, cycle, cause: hit.cause });
}

type LadderEntry = { rank: number; above: number; cycle: number; cause: string | null };

/** Enters a ladder stage; `above` is the rank counted from, `cause` holds where the rank itself was not hit. */
function enter(walk: Walk, moment: Moment, { rank, above, cycle, cause }: LadderEntry): void {
  const hit = moment.hits.find((candidate) => candidate.rank === rank);
  const skipped = walk.model.stages.slice(above, rank - 1).map((stage) => stage.name);
  const stage = walk.model.stages[rank - 1]?.name ?? '';
  walk.state = { kind: 'ladder', cycle, held: rank };
  walk.steps.push({ stage, rank, cycle, at: moment.at, cause: hit ? hit.cause : cause, skipped });
}
