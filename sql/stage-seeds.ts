import { rankOf, type StageModel, type StageRule } from '../schemas/stage-model.ts';

export type SeedValue = string | number | boolean | null | string[];
export type SeedRow = Record<string, SeedValue>;

/** The name of what a rule counts, equal for equal rules of all models: `engaged`, `purchased x4 within 365d`. */
export function criterionOf(rule: StageRule): string {
  const signals = [...new Set(rule.signal)].sort().join('+');
  const hows = rule.how === undefined ? '' : `[${[...new Set(rule.how)].sort().join(',')}]`;
  const count = rule.count > 1 ? ` x${rule.count}` : '';
  const within = rule.count > 1 && rule.within_days !== undefined ? ` within ${rule.within_days}d` : '';
  return `${signals}${hows}${count}${within}`;
}

function criterionRows(rule: StageRule): SeedRow[] {
  return [...new Set(rule.signal)].flatMap((signal) =>
    [...new Set<string>(rule.how ?? ['*'])].map((how) => ({
      criterion: criterionOf(rule),
      signal,
      how,
      count_days: rule.count,
      within_days: rule.count > 1 ? (rule.within_days ?? null) : null,
    })),
  );
}

function ruleRows(model: StageModel): SeedRow[] {
  const rows = model.stages.flatMap((stage, i) =>
    stage.enter.map((rule) => ({
      model: model.name,
      model_version: model.version,
      stage: stage.name,
      stage_rank: i + 1,
      criterion: criterionOf(rule),
      after_rank: rule.after === undefined ? null : (rankOf(model, rule.after) ?? null),
    })),
  );
  return distinct(rows);
}

function modelRow(model: StageModel): SeedRow {
  return {
    model: model.name,
    model_version: model.version,
    title: model.title,
    stages: model.stages.map((stage) => stage.name),
    customer_rank: customerRank(model),
    ended_signal: model.ended?.signal ?? null,
    ended_stage: model.ended?.stage ?? null,
    returned_stage: model.returned.stage ?? null,
    returned_rank: rankOf(model, model.returned.reached ?? '') ?? 1,
    returned_then: model.returned.then,
  };
}

/** The rank of the lowest stage that a purchase enters on its own: who stands there or higher is a customer. */
function customerRank(model: StageModel): number | null {
  const position = model.stages.findIndex((stage) =>
    stage.enter.some((rule) => rule.signal.includes('purchased') && rule.count === 1),
  );
  return position < 0 ? null : position + 1;
}

/** One row per lifetime rank that can fall quiet: of the lines reached, the highest holds. */
function quietRows(model: StageModel): SeedRow[] {
  const lines = model.quiet.map((line) => ({ ...line, rank: rankOf(model, line.reached) ?? 0 }));
  return model.stages.flatMap((_, i) => {
    const line = lines.filter((candidate) => candidate.rank <= i + 1).sort((a, b) => b.rank - a.rank)[0];
    return line === undefined
      ? []
      : [
          {
            model: model.name,
            model_version: model.version,
            lifetime_rank: i + 1,
            after_days: line.after_days,
            stage: line.stage,
          },
        ];
  });
}

function distinct(rows: SeedRow[]): SeedRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** The rows of the seeds `stage_models`, `stage_ladder`, `stage_rules`, `stage_criteria`, `quiet_rules`: one SQL text serves all models through them. */
export function stageSeeds(models: readonly StageModel[]): Record<string, SeedRow[]> {
  return {
    stage_models: models.map(modelRow),
    stage_ladder: models.flatMap((model) =>
      model.stages.map((stage, i) => ({
        model: model.name,
        model_version: model.version,
        stage: stage.name,
        stage_rank: i + 1,
      })),
    ),
    stage_rules: models.flatMap(ruleRows),
    stage_criteria: distinct(
      models.flatMap((model) => model.stages.flatMap((stage) => stage.enter.flatMap(criterionRows))),
    ),
    quiet_rules: models.flatMap(quietRows),
  };
}
