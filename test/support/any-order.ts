import fc from 'fast-check';
import { expect } from 'vitest';
import type { Row } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { LandedLine } from '../reference/types.ts';
import { clear, memoryWarehouse } from './cases.ts';
import { buildWorld, sortedLines } from './world.ts';

type AnyOrder = {
  lines: fc.Arbitrary<LandedLine[]>;
  asOf: string;
  tables: readonly string[];
  runs: number;
  /** Asked of the rows of the first table, too. */
  also?: (lines: readonly LandedLine[], rows: readonly Row[]) => void;
};

/** Expects the same tables whatever the order in which the same lines came. Each event must have one body. */
export async function expectAnyOrder({ lines, asOf, tables, runs, also }: AnyOrder): Promise<void> {
  const warehouse = await memoryWarehouse();
  const build = async (world: readonly LandedLine[]) => {
    await clear(warehouse);
    await buildWorld(warehouse, { lines: world, asOf }, tables);
    return Promise.all(tables.map((table) => warehouse.query(`select * from ${table}`)));
  };
  const told = (rows: readonly Row[]) => sortedLines(rows, Object.keys(rows[0] ?? {}));
  const orders = lines.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  await fc.assert(
    fc.asyncProperty(orders, async ([all, shuffled]) => {
      const rows = await build(all);
      const others = await build(shuffled.map((line, i) => ({ ...line, received_at: instantAfter(asOf, i) })));
      expect(others.map(told)).toEqual(rows.map(told));
      also?.(all, rows[0] ?? []);
    }),
    { numRuns: runs },
  );
  await warehouse.close();
}

function instantAfter(asOf: string, milliseconds: number): string {
  return new Date(Date.parse(asOf) + milliseconds).toISOString();
}
