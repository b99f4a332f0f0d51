import type { StageModel, StageRule } from '../../../schemas/stage-model.ts';
import { criterionOf } from '../../../sql/stage-seeds.ts';

export type Entry = { stage: string; previousStage: string | null };

/** Why a customer is in a stage, in the words of the model's file: `registered; or engaged x2 within 30d`. Empty where the model has no such stage. */
export function whyOf(model: StageModel, { stage, previousStage }: Entry): string {
  if (stage === model.ended?.stage) return model.ended.signal;
  const quiet = model.quiet.filter((line) => line.stage === stage);
  if (quiet.length > 0)
    return `no activity for ${[...new Set(quiet.map((line) => line.after_days))].join(' or ')} days`;
  if (previousStage !== null && (stage === model.returned.stage || isAway(model, previousStage)))
    return `came back from ${previousStage}`;
  const rules = model.stages.find((candidate) => candidate.name === stage)?.enter ?? [];
  return rules.map(ruleText).join('; or ');
}

/** Whether customers in that stage have left: fallen quiet, or ended the relation. */
function isAway(model: StageModel, stage: string): boolean {
  return stage === model.ended?.stage || model.quiet.some((line) => line.stage === stage);
}

function ruleText(rule: StageRule): string {
  return rule.after === undefined ? criterionOf(rule) : `${criterionOf(rule)} after ${rule.after}`;
}
