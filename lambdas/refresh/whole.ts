import type { Relation } from '../../sql/catalog.ts';
import { textFromNothing } from '../../sql/incremental.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import {
  appendNew,
  createTable,
  createView,
  type FixpointRound,
  fixpointRound,
  fixpointStart,
  selectRows,
} from '../../sql/statements.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';

/** What it took to build one relation. */
export type Built = {
  statements: number;
  rounds: number | null;
  /** Rows that it read of its inputs, after they were cut to the affected keys; null where nobody counted. */
  inputRows: number | null;
  /** Rows inserted, updated and deleted; null where all were written. */
  rowsWritten: number | null;
  /** The table that holds the rows that were made, for the checks; null: the relation itself. */
  made: string | null;
};

const NOTHING_COUNTED = { inputRows: null, rowsWritten: null, made: null } as const;

/** Builds a relation from all of its inputs; an `append` gets the rows whose keys it does not have. */
export async function makeWhole(
  warehouse: Warehouse,
  relation: Relation,
  seeds: ReadonlyMap<string, readonly SeedRow[]>,
): Promise<Built> {
  switch (relation.kind) {
    case 'affected':
      return runAll(warehouse, [createTable(relation.name, selectRows(relation, [], warehouse.engine))]);
    case 'seed':
      return runAll(warehouse, [
        createTable(relation.name, selectRows(relation, rowsOf(relation, seeds), warehouse.engine)),
      ]);
    case 'view':
      return runAll(warehouse, [createView(relation.name, relation.sql ?? '')]);
    case 'fixpoint':
      return makeFixpoint(warehouse, relation);
    case 'append':
      return runAll(warehouse, appendNew(relation, warehouse.engine), true);
    default:
      return runAll(warehouse, [createTable(relation.name, textFromNothing(relation, warehouse.engine))]);
  }
}

async function runAll(warehouse: Warehouse, statements: readonly string[], isCounted = false): Promise<Built> {
  let rows: number | null = null;
  for (const statement of statements) rows = (await warehouse.run(statement)).rows;
  return { statements: statements.length, rounds: null, ...NOTHING_COUNTED, rowsWritten: isCounted ? rows : null };
}

function rowsOf(relation: Relation, seeds: ReadonlyMap<string, readonly SeedRow[]>): readonly SeedRow[] {
  const rows = seeds.get(relation.name);
  if (rows === undefined) throw new Error('has neither a .csv nor generated rows; add sql/... .csv beside its twin');
  return rows;
}

async function makeFixpoint(warehouse: Warehouse, relation: Relation): Promise<Built> {
  const { name, start, sql } = relation;
  await warehouse.run(createTable(name, fixpointStart(relation, start ?? '')));
  const { statements, rounds } = await repeatRounds(warehouse, fixpointRound(name, sql ?? ''));
  return { statements: 1 + statements, rounds, ...NOTHING_COUNTED };
}

/** Rounds after which a fixpoint that still changes is a fault: a graph of n nodes needs O(log n). */
export const MOST_ROUNDS = 40;

/** Repeats a round until nothing changes. Throws where that takes too many. */
export async function repeatRounds(
  warehouse: Warehouse,
  round: FixpointRound,
): Promise<{ statements: number; rounds: number }> {
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
    await warehouse.run(round.build);
    const changed = Number((await warehouse.query(round.changed))[0]?.changed);
    for (const statement of round.accept) await warehouse.run(statement);
    if (changed === 0) return { statements: rounds * (2 + round.accept.length), rounds };
  }
  throw new Error(`still changes after ${MOST_ROUNDS} rounds; it is no fixpoint`);
}
