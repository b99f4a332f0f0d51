import { createHash } from 'node:crypto';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { planWaves } from '../../sql/plan.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import { createTable, deleteAll, describeColumns, typeName } from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import { countOf } from '../lib/warehouse/count-of.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { decideHow, type How, type Increment, isLarge } from './how.ts';
import type { RunMemory } from './memory.ts';
import { PartBuilder } from './part.ts';
import { type Built, makeWhole } from './whole.ts';

export type ModelRun = {
  model: string;
  kind: string;
  how: Exclude<How, 'skip'>;
  startedAt: string;
  finishedAt: string;
  seconds: number;
  /** Of this process, where the engine runs in it; null elsewhere. */
  cpuSeconds: number | null;
  rows: number | null;
  /** Rows that it read of its inputs, after they were cut to the affected keys; null where all of them were read. */
  inputRows: number | null;
  rowsWritten: number | null;
  rounds: number | null;
  statements: number;
  textHash: string;
  /** The relation whose rows this run made, for the checks. */
  made: string;
};

export type Build = {
  warehouse: Warehouse;
  catalog: Catalog;
  seeds: ReadonlyMap<string, SeedRow[]>;
  /** Schema that the session builds in. */
  schema: string;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** CPU time of this process in milliseconds, where the engine runs in it. */
  cpuClock?: () => number;
  /** These and everything they read. */
  only?: readonly string[];
  /** These alone: what they read is there already. */
  exactly?: readonly string[];
  /** What changed since the tables were built; left out, everything is built anew. */
  increment?: Increment;
  onModel?: (run: ModelRun, done: number, of: number) => void;
  /** What the same run had done before it died, and is told what it does. */
  memory?: RunMemory;
};

export type Models = {
  runs: ModelRun[];
  /** The last step: empties the sets of keys, and drops the working tables that the checks may still want. */
  clear: () => Promise<void>;
};

/**
 * Brings every relation of the plan up to date, in its order, and answers what was done per model; what nothing has changed for is left out.
 * External relations must be there. Throws `Fault` naming the file of the model that fails.
 */
export async function buildModels(build: Build): Promise<Models> {
  const relations = planWaves(build.catalog, build.only)
    .flat()
    .filter((relation) => build.exactly?.includes(relation.name) ?? true);
  const progress = new Running(build);
  const before = new Map(build.memory?.done.map((run) => [run.model, run]));
  const runs: ModelRun[] = [];
  for (const [i, relation] of relations.entries()) {
    const run = await takeUp(build, relation, before.get(relation.name), progress);
    if (run === null) continue;
    runs.push(run);
    build.onModel?.(run, i + 1, relations.length);
  }
  return { runs, clear: () => clear(build, progress) };
}

async function clear({ warehouse }: Build, { parts, sets }: Running): Promise<void> {
  await parts.clear();
  for (const [set, { rows }] of sets) if (rows > 0) await warehouse.run(deleteAll(set));
}

/** What a build has learned so far. */
class Running {
  readonly changed: Set<string>;
  readonly sets = new Map<string, { rows: number; isLarge: boolean }>();
  readonly parts: PartBuilder;
  /** Whether the next model may have been written by the run before it died: then it finds nothing to write, and has changed all the same. */
  isInMidst: boolean;

  constructor({ warehouse, catalog, increment, memory }: Build) {
    this.isInMidst = memory?.isTakenUp ?? false;
    this.changed = new Set(increment?.landed);
    this.parts = new PartBuilder(warehouse, catalog);
  }
}

/** What was done before this run died is learned again and not done again. */
async function takeUp(
  build: Build,
  relation: Relation,
  before: ModelRun | undefined,
  running: Running,
): Promise<ModelRun | null> {
  const run = before ?? (await buildModel(build, relation, running));
  if (run === null) return null;
  if (before === undefined) build.memory?.note(run);
  if (run.how === 'keys') await noteSet(build, relation, run.rows ?? 0, running);
  else if (run.rowsWritten !== 0 || (before === undefined && running.isInMidst)) running.changed.add(relation.name);
  if (before === undefined) running.isInMidst = false;
  return run;
}

async function buildModel(build: Build, relation: Relation, running: Running): Promise<ModelRun | null> {
  const how = build.increment === undefined ? 'whole' : decideHow(relation, build.increment, running);
  if (how === 'skip') {
    if (relation.kind === 'view') noteView(relation, running);
    return null;
  }
  const started = build.clock();
  const cpuBefore = build.cpuClock?.() ?? 0;
  const built = await naming(relation, () => make(build, relation, how, running));
  if (how === 'whole') await expectColumns(build, relation);
  const rows = relation.kind === 'view' ? null : await countOf(build.warehouse, relation.name);
  const finished = build.clock();
  return {
    model: relation.name,
    kind: relation.kind,
    how,
    startedAt: new Date(started).toISOString(),
    finishedAt: new Date(finished).toISOString(),
    seconds: (finished - started) / 1000,
    cpuSeconds: build.cpuClock === undefined ? null : (build.cpuClock() - cpuBefore) / 1000,
    rows,
    inputRows: built.inputRows,
    rowsWritten: built.rowsWritten ?? rows,
    rounds: built.rounds,
    statements: built.statements,
    textHash: textHash(relation, build.seeds.get(relation.name)),
    made: built.made ?? relation.name,
  };
}

async function naming<T>(relation: Relation, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new Fault(
      `[refresh] [${relation.name}] sql/${relation.path.replace(/\.yml$/, '')}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

async function make(
  { warehouse, seeds }: Build,
  relation: Relation,
  how: Exclude<How, 'skip'>,
  { parts }: Running,
): Promise<Built> {
  if (how === 'affected') return parts.makeAffected(relation);
  if (how === 'difference') return parts.makeDifference(relation);
  if (how === 'whole') return makeWhole(warehouse, relation, seeds);
  await warehouse.run(createTable(relation.name, relation.sql ?? ''));
  return { statements: 1, rounds: null, inputRows: null, rowsWritten: null, made: null };
}

/** A view that stays as it is has changed where one of its inputs has. */
function noteView(relation: Relation, { changed }: Running): void {
  if (relation.inputs.some((input) => changed.has(input))) changed.add(relation.name);
}

async function noteSet({ warehouse, increment }: Build, set: Relation, rows: number, { sets }: Running): Promise<void> {
  const isPart = set.partOf !== null && increment !== undefined && rows > 0;
  const isLargePart = isPart && isLarge(rows, await countOf(warehouse, set.partOf ?? ''), increment);
  sets.set(set.name, { rows, isLarge: isLargePart });
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

/** SHA-256 of all that a relation is made by: another hash, and it is built anew. */
export function textHash(relation: Relation, rows: readonly SeedRow[] | undefined): string {
  const said = [
    relation.sql,
    relation.kind,
    relation.key,
    relation.columns,
    relation.affectedBy,
    relation.reads,
    relation.name === 'run' ? null : (rows ?? null),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
