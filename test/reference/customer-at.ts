import { listOf } from './ladder.ts';
import type { Entry, StageModel } from './types.ts';

/**
 * Whether the owner of `entries` (one customer's under one model, in order of time) is a customer at an instant: stands in
 * the stage that `purchased` enters or a higher one, or in a returned stage after having reached it.
 */
export function isCustomerAt(entries: readonly Entry[], at: number, model: StageModel): boolean {
  const standing = entries.find((e) => e.entered_at <= at && (e.exited_at === null || at < e.exited_at));
  const bought = purchaseRank(model);
  if (!standing || bought === null) return false;
  if (standing.stage_rank >= bought) return true;
  const isReturned = standing.stage === model.returned?.stage;
  return isReturned && entries.some((entry) => entry.entered_at < standing.entered_at && entry.stage_rank >= bought);
}

/** The lowest rank that a single purchase enters, or null where none does. */
function purchaseRank(model: StageModel): number | null {
  const position = model.stages.findIndex((stage) =>
    listOf(stage.enter).some((rule) => listOf(rule.signal).includes('purchased') && (rule.count ?? 1) === 1),
  );
  return position < 0 ? null : position + 1;
}
