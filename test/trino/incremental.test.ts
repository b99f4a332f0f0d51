import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../lambdas/refresh/build.ts';
import type { Relation } from '../../sql/catalog.ts';
import { lives } from '../lives/lives.ts';
import { chainedDecisions } from '../lives/people.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { loadsOf, splits } from '../support/loads.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { buildWorld, continueWorld } from '../support/world.ts';
import { differences } from './compare.ts';
import { openSchema } from './schema.ts';

const SCHEMA = 'lifecycle';
const relations = [...shippedCatalog().relations.values()];
const compared = relations.filter(({ kind }) => !['external', 'ledger', 'affected'].includes(kind));

type Snapshots = Map<string, number>;

/** How many commits each table has seen. */
async function snapshotsOf(trino: Warehouse): Promise<Snapshots> {
  const counts: Snapshots = new Map();
  for (const { name, kind } of compared) {
    if (kind === 'view') continue;
    const [row] = await trino.query(`select count(*) as snapshots from "${name}$snapshots"`);
    counts.set(name, Number(row?.snapshots));
  }
  return counts;
}

/** One commit for each table that changed, none for the others. */
function expectFewCommits(before: Snapshots, after: Snapshots, runs: readonly ModelRun[]): void {
  const merged = runs.filter(({ how }) => how === 'affected' || how === 'difference');
  const wrong = merged.flatMap(({ model, rowsWritten }) => {
    const commits = (after.get(model) ?? 0) - (before.get(model) ?? 0);
    return commits === (rowsWritten === 0 ? 0 : 1) ? [] : [{ model, rowsWritten, commits }];
  });
  expect(wrong).toEqual([]);
  expect(merged.some(({ rowsWritten }) => rowsWritten !== 0)).toBe(true);
}

async function expectEqual(duckdb: Warehouse, trino: Warehouse): Promise<void> {
  const wrong: [string, unknown][] = [];
  for (const relation of compared as Relation[]) {
    const found = await differences(relation, duckdb, trino);
    if (found.length > 0) wrong.push([relation.name, found.slice(0, 3)]);
  }
  expect(wrong).toEqual([]);
}

test('an incremental refresh gives the same rows on Trino, by one commit for each table that changed', async () => {
  const [split] = fc.sample(splits(lives({ maxEvents: 40 }), chainedDecisions()), { numRuns: 1, seed: 5 });
  if (split === undefined) throw new Error('there is no world');
  const loads = loadsOf({ ...split, asOfs: split.asOfs.slice(0, 2), largeShare: 1 });
  const [duckdb, trino] = [await memoryWarehouse(), await openSchema(SCHEMA)];
  let previousAsOf: string | undefined;
  for (const { landed } of loads) {
    const before = previousAsOf === undefined ? new Map() : await snapshotsOf(trino);
    for (const warehouse of [duckdb, trino]) {
      if (previousAsOf === undefined) await buildWorld(warehouse, landed);
      else {
        const runs = await continueWorld(warehouse, landed, { previousAsOf, largeShare: 1 });
        if (warehouse === trino) expectFewCommits(before, await snapshotsOf(trino), runs);
      }
    }
    previousAsOf = landed.asOf;
    await expectEqual(duckdb, trino);
  }
  await Promise.all([duckdb.close(), trino.close()]);
});
