import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { lives } from '../lives/lives.ts';
import { type Change, foldChanges, foldOf } from '../reference/outbox.ts';
import { PRESETS } from '../reference/presets.ts';
import { printed } from '../reference/printed.ts';
import { reference } from '../reference/reference.ts';
import type { LandedLine } from '../reference/types.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { buildWorld, sortedLines } from '../support/world.ts';

const COLUMNS = [
  'change_id',
  'change_no',
  'kind',
  'merged_into',
  'customer_id',
  'model',
  'model_version',
  'from_stage',
  'to_stage',
  'cycle',
  'entry_seq',
  'occurred_at',
  'previous_occurred_at',
  'cause_event_id',
  'skipped_stages',
];

const LOADS = ['2026-03-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z', '2027-06-30T23:45:00.000Z'];
const MODELS = PRESETS.map(({ name, version }) => ({ name, version }));

/** What has landed after each load: a line lands in one of them, whenever it happened. */
function landedBy(lines: readonly LandedLine[], places: readonly number[], load: number): LandedLine[] {
  return lines.filter((_, i) => (places[i % places.length] ?? 0) <= load);
}

async function logOf(warehouse: Warehouse): Promise<string[]> {
  return sortedLines(await warehouse.query('select * from stage_change_log'), COLUMNS);
}

describe('the outbox', () => {
  it('grows by what the reference would add, load by load, and by nothing when a refresh is repeated', {
    timeout: SOAK_TIMEOUT,
  }, async () => {
    const world = fc.record({
      lines: lives({ maxEvents: 40 }),
      places: fc.array(fc.nat({ max: LOADS.length - 1 }), { minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ lines, places }) => {
        const warehouse = await memoryWarehouse();
        let told: Change[] = [];
        for (const [load, asOf] of LOADS.entries()) {
          const landed = landedBy(lines, places, load);
          const { stage_history, customer_redirects } = reference({
            lines: landed,
            asOf: Date.parse(asOf),
            grains: [],
          });
          told = [...told, ...foldChanges(told, stage_history, { models: MODELS, redirects: customer_redirects })];
          await buildWorld(warehouse, { lines: landed, asOf }, ['stage_change_log']);
          expect(await logOf(warehouse)).toEqual(sortedLines(printed(told), COLUMNS));
          await buildWorld(warehouse, { lines: landed, asOf }, ['stage_change_log']);
          expect(await logOf(warehouse)).toHaveLength(told.length);
          const standing = [...foldOf(told).values()].filter((change) => change.kind !== 'retracted');
          expect(standing).toHaveLength(stage_history.length);
        }
        await warehouse.close();
      }),
      { numRuns: worlds(3) },
    );
  });
});
