import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../lambdas/refresh/build.ts';
import type { RunMemory } from '../../lambdas/refresh/memory.ts';
import { lives } from '../lives/lives.ts';
import { chainedDecisions } from '../lives/people.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { loadsOf, type Split, splits } from '../support/loads.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { buildWorld, continueWorld, sortedLines, type World } from '../support/world.ts';

const NOT_COMPARED = ['external', 'ledger', 'affected'];
const COMPARED = [...shippedCatalog().relations.values()].filter(({ kind }) => !NOT_COMPARED.includes(kind));

/** What a run has done, in memory: `deaths` counts how often it was taken up. */
function memoryOf(done: ModelRun[], isTakenUp: boolean): RunMemory {
  return { isTakenUp, done: [...done], eventsBefore: 0, noteEvents: () => {}, note: (run) => void done.push(run) };
}

/** The same warehouse, which dies before its nth statement; it has no transaction that would undo those before. */
function dying(warehouse: Warehouse, nth: number): Warehouse {
  let left = nth;
  const run = async (statement: string) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return warehouse.run(statement);
  };
  return { engine: warehouse.engine, run, query: (sql) => warehouse.query(sql), close: async () => {} };
}

/** Continues a world, killed before each of these statements in turn and taken up behind what was done. */
async function continueThroughDeaths(warehouse: Warehouse, landed: World, previousAsOf: string, deaths: number[]) {
  const done: ModelRun[] = [];
  const options = { previousAsOf, largeShare: 1 };
  for (const [nth, statements] of deaths.entries()) {
    const memory = memoryOf(done, nth > 0);
    await continueWorld(dying(warehouse, statements), landed, { ...options, memory }).catch((error: Error) => {
      if (!error.message.includes('killed')) throw error;
    });
  }
  await continueWorld(warehouse, landed, { ...options, memory: memoryOf(done, true) });
}

async function linesOf(warehouse: Warehouse): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const { name, columns } of COMPARED) {
    const told = columns.filter(({ isOfRun }) => !isOfRun).map((column) => column.name);
    tables[name] = sortedLines(await warehouse.query(`select * from ${name}`), told);
  }
  return tables;
}

async function expectSameAfterDeaths({ split, deaths }: { split: Split; deaths: number[] }): Promise<void> {
  const [killed, spared] = [await memoryWarehouse(), await memoryWarehouse()];
  let previousAsOf: string | undefined;
  for (const { landed } of loadsOf(split)) {
    if (previousAsOf === undefined) await Promise.all([buildWorld(killed, landed), buildWorld(spared, landed)]);
    else {
      await continueThroughDeaths(killed, landed, previousAsOf, deaths);
      await continueWorld(spared, landed, { previousAsOf, largeShare: 1 });
    }
    expect(await linesOf(killed)).toEqual(await linesOf(spared));
    previousAsOf = landed.asOf;
  }
  await Promise.all([killed.close(), spared.close()]);
}

it('a run that dies again and again on an engine that undoes nothing is taken up and gives the same tables', {
  timeout: SOAK_TIMEOUT,
}, async () => {
  const world = fc.record({
    split: splits(lives({ maxEvents: 30 }), chainedDecisions()).map((split) => ({
      ...split,
      asOfs: split.asOfs.slice(0, 3),
    })),
    deaths: fc.array(fc.integer({ min: 0, max: 260 }), { minLength: 1, maxLength: 4 }),
  });
  await fc.assert(fc.asyncProperty(world, expectSameAfterDeaths), { numRuns: worlds(2) });
});
