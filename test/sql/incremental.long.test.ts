import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buyersLives, lives, subscribersLives, vendorsLives, visitorsLives } from '../lives/lives.ts';
import { chainedDecisions, decisions } from '../lives/people.ts';
import { toIso } from '../reference/time.ts';
import type { LandedLine } from '../reference/types.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { loadsOf, type Split, splits } from '../support/loads.ts';
import { shippedCatalog } from '../support/shipped.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { buildWorld, continueWorld, sortedLines } from '../support/world.ts';

const { relations } = shippedCatalog();

/** What tells of the run itself, and what the outbox remembers of earlier runs, is no part of the promise. */
const OWN_WORD = new Set(['run', 'stage_change_log', 'stage_changes', 'stage_notices']);
const COMPARED = [...relations.values()].filter(
  ({ name, kind }) => !['external', 'ledger', 'affected'].includes(kind) && !OWN_WORD.has(name),
);

type Tables = Map<string, string[]>;

async function tablesOf(warehouse: Warehouse): Promise<Tables> {
  const tables: Tables = new Map();
  for (const { name, columns } of COMPARED) {
    const told = columns.filter((column) => !column.isOfRun).map((column) => column.name);
    tables.set(name, sortedLines(await warehouse.query(`select * from ${name}`), told));
  }
  return tables;
}

function expectSame(actual: Tables, wanted: Tables, load: number): void {
  for (const [name, rows] of wanted) expect({ load, name, rows: actual.get(name) }).toEqual({ load, name, rows });
}

/** The fold of the outbox says what the history says, and no change was written twice. */
async function expectFold(warehouse: Warehouse): Promise<void> {
  const log = await warehouse.query('select * from stage_change_log order by customer_id, model, sequence');
  expect(new Set(log.map((row) => row.change_id)).size).toBe(log.length);
  const last = new Map(log.map((row) => [entryOf(row, row.to_stage), row]));
  const standing = [...last.values()].filter((row) => row.kind !== 'retracted');
  const told = standing.map((row) => `${entryOf(row, row.to_stage)} ${row.occurred_at} ${row.cause_event_id}`);
  const history = await warehouse.query('select * from stage_history');
  const held = history.map((row) => `${entryOf(row, row.stage)} ${row.entered_at} ${row.cause_event_id}`);
  expect(told.sort()).toEqual(held.sort());
}

function entryOf(row: Row, stage: unknown): string {
  return [row.customer_id, row.model, row.model_version, stage, row.entry_seq].join('|');
}

async function expectIncrementalEqualsFull(split: Split): Promise<void> {
  const [incremental, full] = [await memoryWarehouse(), await memoryWarehouse()];
  let previousAsOf: string | undefined;
  for (const [i, { landed, all }] of loadsOf(split).entries()) {
    if (previousAsOf === undefined) await buildWorld(incremental, landed);
    else await continueWorld(incremental, landed, { previousAsOf, largeShare: split.largeShare });
    previousAsOf = landed.asOf;
    await buildWorld(full, all);
    expectSame(await tablesOf(incremental), await tablesOf(full), i);
    await expectFold(incremental);
  }
  await Promise.all([incremental.close(), full.close()]);
}

describe('an incremental refresh gives the tables of a full one, whatever landed when', () => {
  it.each([
    ['lives of all kinds', lives({ maxEvents: 40 }), 1],
    ['buyers', buyersLives(), 1],
    ['subscribers', subscribersLives(), 1],
    ['visitors', visitorsLives({ maxEvents: 40 }), 1],
    ["vendors' objects", vendorsLives({ maxEvents: 40 }), 1],
  ] as const)('%s', { timeout: SOAK_TIMEOUT }, async (_, arbitrary, few) => {
    const world = splits(arbitrary, fc.oneof(decisions(), chainedDecisions()));
    await fc.assert(fc.asyncProperty(world, expectIncrementalEqualsFull), { numRuns: worlds(few) });
  });
});

describe('people who were joined by hand in a chain', () => {
  const person = (id: string, at: string): LandedLine => ({
    event_id: `${id}-${at}`,
    source: 'web',
    provider: 'canonical',
    event_name: 'page_viewed',
    schema_version: 1,
    occurred_at: at,
    received_at: at,
    user_id: id,
    body_sha256: `${id}-${at}`,
  });
  const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
  const user = (value: string) => ({ type: 'user_id' as const, value });

  it('stay one, whoever of them comes back', { timeout: SOAK_TIMEOUT }, async () => {
    const chain = ['ana', 'ben', 'cleo', 'dan'];
    await expectIncrementalEqualsFull({
      lines: [...chain.map((id) => person(id, day(1))), person('ana', day(3)), person('dan', day(5))],
      decisions: [0, 1, 2].map((i) => ({ kind: 'link', a: user(chain[i] ?? ''), b: user(chain[i + 1] ?? '') })),
      places: [0, 0, 0, 0, 1, 2, 0, 0, 0],
      asOfs: [day(2), day(4), day(6)],
      largeShare: 1,
    });
  });
});

describe('a refresh at once after another', () => {
  it('writes nothing', async () => {
    const [lines] = fc.sample(lives({ maxEvents: 40 }), { numRuns: 1, seed: 11 });
    const asOf = toIso(Date.parse('2027-06-30T23:45:00.000Z'));
    const warehouse = await memoryWarehouse();
    await buildWorld(warehouse, { lines: lines ?? [], asOf });
    const again = { lines: lines ?? [], asOf };
    const runs = await continueWorld(warehouse, again, { previousAsOf: asOf, largeShare: 1 });
    const wrote = runs.filter(
      ({ how, rowsWritten }) => (how === 'affected' || how === 'difference') && rowsWritten !== 0,
    );
    expect(wrote).toEqual([]);
    expect(runs.filter(({ how }) => how === 'affected').length).toBeGreaterThan(40);
    await warehouse.close();
  });
});
