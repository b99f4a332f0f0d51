import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LandedLine } from '../reference/types.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { loadsOf, type Split, splits } from '../support/loads.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { buildWorld, continueWorld, sortedLines } from '../support/world.ts';

/** What the generated lives never tell: facts about nobody, corrected later or earlier, and names of the sender's own. */
const TABLES = ['stg_told_facts', 'stg_daily_facts', 'stg_unmapped_names', 'unmapped_names'];
const { relations } = shippedCatalog();

const days = fc.constantFrom('2026-01-14', '2026-02-01', '2026-02-28');
const instants = fc.constantFrom('2026-02-01T00:00:00.000Z', '2026-02-02T00:00:00.000Z', '2026-02-03T00:00:00.000Z');

function line(event_name: string, source: 'web' | 'marketing', occurred_at: string, body: object): Partial<LandedLine> {
  const properties = body as Record<string, unknown>;
  return { source, provider: 'csv', event_name, schema_version: 1, occurred_at, properties, context: {} };
}

const spend = fc
  .record({
    day: days,
    channel: fc.constantFrom('search', 'email'),
    cost_minor: fc.constantFrom(1, 2, 3),
    currency: fc.constant('USD'),
  })
  .map((properties) => line('ad_spend_recorded', 'marketing', `${properties.day}T00:00:00.000Z`, properties));
const named = fc
  .record({
    name: fc.constantFrom('Roof Inspected', 'Boat Sold'),
    extra: fc.dictionary(fc.constantFrom('a', 'b c'), fc.nat(2)),
  })
  .map((properties) => line('custom_tracked', 'web', '2026-01-20T00:00:00.000Z', properties));

/** Ids come from so small a pool that one is often used for several bodies. */
const told = fc.record({ about: fc.oneof(spend, named), id: fc.nat(12), received_at: instants, sha: fc.nat(99) });
const lines = fc
  .array(told, { minLength: 4, maxLength: 25 })
  .map((all) =>
    all.map(
      ({ about, id, received_at, sha }) =>
        ({ ...about, event_id: `e${id}`, received_at, body_sha256: `${sha}` }) as LandedLine,
    ),
  );

async function expectIncrementalEqualsFull(split: Split): Promise<void> {
  const [incremental, full] = [await memoryWarehouse(), await memoryWarehouse()];
  let previousAsOf: string | undefined;
  for (const { landed, all } of loadsOf(split)) {
    if (previousAsOf === undefined) await buildWorld(incremental, landed);
    else await continueWorld(incremental, landed, { previousAsOf, largeShare: split.largeShare });
    previousAsOf = landed.asOf;
    await buildWorld(full, all, TABLES);
    for (const name of TABLES) {
      const columns = relations.get(name)?.columns.map((column) => column.name) ?? [];
      const rowsOf = async (warehouse: typeof full) =>
        sortedLines(await warehouse.query(`select * from ${name}`), columns);
      expect({ name, rows: await rowsOf(incremental) }).toEqual({ name, rows: await rowsOf(full) });
    }
  }
  await Promise.all([incremental.close(), full.close()]);
}

it('daily facts and unmapped names are the same incrementally and in full', { timeout: SOAK_TIMEOUT }, async () => {
  const world = splits(lines, fc.constant([]));
  await fc.assert(fc.asyncProperty(world, expectIncrementalEqualsFull), { numRuns: worlds(5) });
});
