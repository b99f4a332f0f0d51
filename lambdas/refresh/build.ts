import { createHash } from 'node:crypto';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { planWaves } from '../../sql/plan.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import {
  appendNew,
  countRows,
  createTable,
  createView,
  describeColumns,
  fixpointRound,
  nextRound,
  selectRows,
  startFixpoint,
  typeName,
} from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';

/** Rounds after which a fixpoint that still changes is a fault: a graph of n nodes needs O(log n). */
export const MOST_ROUNDS = 40;

export type ModelRun = {
  model: string;
  kind: string;
  startedAt: string;
  finishedAt: string;
  seconds: number;
  rows: number | null;
  rounds: number | null;
  statements: number;
  textHash: string;
};

export type Build = {
  warehouse: Warehouse;
  catalog: Catalog;
  seeds: ReadonlyMap<string, SeedRow[]>;
  /** Schema that the session builds in. */
  schema: string;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** These and everything they read. */
  only?: readonly string[];
  /** These alone: what they read is there already. */
  exactly?: readonly string[];
  onModel?: (run: ModelRun, done: number, of: number) => void;
};

/**
 * Builds every relation of the plan, in its order, and answers what was done per model.
 * External relations must be there. Throws `Fault` naming the file of the model that fails.
 */
export async function buildModels(build: Build): Promise<ModelRun[]> {
  const relations = planWaves(build.catalog, build.only)
    .flat()
    .filter((relation) => build.exactly?.includes(relation.name) ?? true);
  const runs: ModelRun[] = [];
  for (const relation of relations) {
    const run = await buildModel(build, relation);
    runs.push(run);
    build.onModel?.(run, runs.length, relations.length);
  }
  return runs;
}

type Built = { statements: number; rounds: number | null };

async function buildModel(build: Build, relation: Relation): Promise<ModelRun> {
  const started = build.clock();
  let built: Built;
  try {
    built = await make(build, relation);
  } catch (error) {
    throw new Fault(
      `[refresh] [${relation.name}] sql/${relation.path.replace(/\.yml$/, '')}: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
  await expectColumns(build, relation);
  const rows = relation.kind === 'view' ? null : await countOf(build.warehouse, relation.name);
  const finished = build.clock();
  return {
    model: relation.name,
    kind: relation.kind,
    startedAt: new Date(started).toISOString(),
    finishedAt: new Date(finished).toISOString(),
    seconds: (finished - started) / 1000,
    rows,
    rounds: built.rounds,
    statements: built.statements,
    textHash: textHash(relation, build.seeds.get(relation.name)),
  };
}

async function make(build: Build, relation: Relation): Promise<Built> {
  const { warehouse } = build;
  const text = relation.sql ?? '';
  switch (relation.kind) {
    case 'seed':
      await warehouse.run(createTable(relation.name, selectRows(relation, seedOf(build, relation), warehouse.engine)));
      return { statements: 1, rounds: null };
    case 'view':
      await warehouse.run(createView(relation.name, text));
      return { statements: 1, rounds: null };
    case 'fixpoint':
      return makeFixpoint(warehouse, relation);
    case 'append': {
      const statements = appendNew(relation, warehouse.engine);
      for (const statement of statements) await warehouse.run(statement);
      return { statements: statements.length, rounds: null };
    }
    default:
      await warehouse.run(createTable(relation.name, text));
      return { statements: 1, rounds: null };
  }
}

function seedOf(build: Build, relation: Relation): readonly SeedRow[] {
  const rows = build.seeds.get(relation.name);
  if (rows === undefined) throw new Error('has neither a .csv nor generated rows; add sql/... .csv beside its twin');
  return rows;
}

async function makeFixpoint(warehouse: Warehouse, relation: Relation): Promise<Built> {
  await warehouse.run(startFixpoint(relation));
  const round = fixpointRound(relation);
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
    await warehouse.run(round.build);
    const changed = Number((await warehouse.query(round.changed))[0]?.changed);
    for (const statement of round.accept) await warehouse.run(statement);
    if (changed === 0) return { statements: 1 + rounds * (2 + round.accept.length), rounds };
  }
  throw new Error(`still changes after ${MOST_ROUNDS} rounds; ${nextRound(relation.name)} is no fixpoint`);
}

async function countOf(warehouse: Warehouse, name: string): Promise<number> {
  return Number((await warehouse.query(countRows(name)))[0]?.row_count);
}

/** Every column that a relation has is documented with its type, and none is documented that it has not. */
async function expectColumns(build: Build, relation: Relation): Promise<void> {
  const found = await build.warehouse.query(describeColumns(relation.name, build.schema, build.warehouse.engine));
  const actual = new Map(found.map((row) => [String(row.column_name), String(row.data_type)]));
  const documented = new Map(relation.columns.map(({ name, type }) => [name, typeName(type, build.warehouse.engine)]));
  const problems = [
    ...[...actual.keys()]
      .filter((name) => !documented.has(name))
      .map((name) => `${name} is not documented; add it to columns`),
    ...[...documented.keys()]
      .filter((name) => !actual.has(name))
      .map((name) => `${name} is documented, but the select has no such column`),
    ...[...documented].flatMap(([name, type]) => {
      const seen = actual.get(name);
      return seen === undefined || seen === type ? [] : [`${name} is ${seen}, documented as ${type}; cast it`];
    }),
  ];
  if (problems.length > 0) throw new Fault(`[refresh] [${relation.name}] sql/${relation.path}: ${problems.join('; ')}`);
}

function textHash(relation: Relation, rows: readonly SeedRow[] | undefined): string {
  const said = [
    relation.sql,
    relation.kind,
    relation.key,
    relation.columns,
    relation.name === 'run' ? null : (rows ?? null),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
