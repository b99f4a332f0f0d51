import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stageModelSchema } from '../../schemas/stage-model.ts';
import { modelArbitrary } from '../lives/models.ts';
import { signalRows } from '../lives/signals.ts';
import { PRESETS } from '../reference/presets.ts';
import { printed } from '../reference/printed.ts';
import type { Signal, StageModel } from '../reference/types.ts';
import { walkHistory } from '../reference/walk.ts';
import { memoryWarehouse, rowsOf } from '../support/cases.ts';
import { COMPARED } from '../support/compared.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { sortedLines } from '../support/world.ts';

type ShippedStage = ReturnType<typeof stageModelSchema.parse>['stages'][number];

const AS_OF = '2027-01-31T00:00:00.000Z';
const COLUMNS = COMPARED.stage_history ?? [];

/** Many lives side by side under many models: each keeps its own customers, each model its own name. */
function sideBySide(lives: Signal[][], models: StageModel[]): { signals: Signal[]; models: StageModel[] } {
  return {
    signals: lives.flatMap((life, i) =>
      life.map((signal) => ({ ...signal, customer_id: `${signal.customer_id}_${i}` })),
    ),
    models: models.map((model, i) => ({ ...model, name: `model_${i}`, version: 1 })),
  };
}

function asCells(signal: Signal): Record<string, string> {
  const at = new Date(signal.occurred_at).toISOString();
  return Object.fromEntries(
    Object.entries({ ...signal, occurred_at: at }).map(([name, value]) => [name, String(value ?? '')]),
  );
}

async function historyBySql(signals: Signal[], models: StageModel[]): Promise<string[]> {
  const warehouse = await memoryWarehouse();
  try {
    const stageModels = models.map((model) =>
      stageModelSchema.parse({ title: 'generated', ...JSON.parse(JSON.stringify(model)) }),
    );
    const given = { signals: signals.map(asCells), run: [{ as_of: AS_OF }] };
    return sortedLines(await rowsOf(warehouse, 'stage_history', given, { ...shippedCatalog(), stageModels }), COLUMNS);
  } finally {
    await warehouse.close();
  }
}

describe('stage histories', () => {
  it('of random lives under random models are those of the walk', { timeout: SOAK_TIMEOUT }, async () => {
    const world = fc.tuple(
      fc.array(signalRows(), { minLength: 30, maxLength: 30 }),
      fc.array(modelArbitrary(), { minLength: 8, maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(world, async ([lives, drawn]) => {
        const { signals: all, models } = sideBySide(lives, drawn);
        const signals = all.filter((signal) => signal.occurred_at <= Date.parse(AS_OF));
        const walked = models.flatMap((model) => walkHistory(signals, model, Date.parse(AS_OF)));
        expect(await historyBySql(signals, models)).toEqual(sortedLines(printed(walked), COLUMNS));
      }),
      { numRuns: worlds(4), endOnFailure: true },
    );
  });

  it('shipped as yml are the presets that the reference read from the text', () => {
    const oneByOne = (stage: ShippedStage) => ({
      ...stage,
      enter: stage.enter.flatMap((rule) =>
        rule.count > 1 ? [rule] : rule.signal.map((signal) => ({ ...rule, signal: [signal] })),
      ),
    });
    const read = (model: unknown) => {
      const { title: _, stages, ...rest } = stageModelSchema.parse({ title: 'any', ...(model as object) });
      return { ...rest, stages: stages.map(oneByOne) };
    };
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    const shipped = shippedCatalog().stageModels.map(read).sort(byName);
    expect(shipped).toEqual(JSON.parse(JSON.stringify(PRESETS)).map(read).sort(byName));
  });
});
