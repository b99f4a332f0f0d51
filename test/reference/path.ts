import type { Entry, StageModel } from './types.ts';

export type Step = { stage: string; rank: number; cycle: number; at: number; cause: string | null; skipped: string[] };

/** The entries of one customer under one model, as rows: each step closes the one before it. */
export function toEntries(customerId: string, model: StageModel, steps: readonly Step[]): Entry[] {
  const timesEntered = new Map<string, number>();
  return steps.map((step, i) => {
    const entry_seq = (timesEntered.get(step.stage) ?? 0) + 1;
    timesEntered.set(step.stage, entry_seq);
    const next = steps[i + 1];
    return {
      customer_id: customerId,
      model: model.name,
      model_version: model.version,
      stage: step.stage,
      stage_rank: step.rank,
      cycle: step.cycle,
      entry_seq,
      entered_at: step.at,
      exited_at: next?.at ?? null,
      is_current: next === undefined,
      previous_stage: steps[i - 1]?.stage ?? null,
      skipped_stages: step.skipped,
      cause_event_id: step.cause,
    };
  });
}
