import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { COUNT_CONFLICTS, COUNT_EVENTS, comments, hasTable, KNOWN_MODELS } from '../../sql/statements.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { type Build, buildModels, type ModelRun } from './build.ts';
import { type CheckResult, expectPassed, runChecks } from './check.ts';
import { expectKnownModels, expectSameDefinitions } from './expectations.ts';
import type { Increment } from './how.ts';
import { keepTables } from './keep.ts';
import { checkRows, keepRows, modelRows, objectRows } from './ledgers.ts';
import type { RunMemory } from './memory.ts';
import { countEventLines, type Objects } from './objects.ts';
import { type Run, seedRows } from './seeds.ts';

export type RefreshInput = {
  warehouse: Warehouse;
  catalog: Catalog;
  config: Config;
  run: Omit<Run, 'knownModels'>;
  schema: string;
  mode: 'full' | 'incremental' | 'partial';
  /** What changed since the tables were built; null rebuilds them. */
  increment: Increment | null;
  /** What the external relations hold that the tables do not. */
  objects: Objects;
  only?: readonly string[];
  clock: () => number;
  cpuClock?: () => number;
  onModel?: NonNullable<Build['onModel']>;
  /** Of an engine that cannot undo what a run did before it died. */
  memory?: RunMemory;
};

export type RefreshSummary = {
  run_id: string;
  as_of: string;
  mode: 'full' | 'incremental' | 'partial' | 'idle';
  events_new: number;
  events_duplicate: number;
  event_conflicts: number;
  objects_new: number;
  objects_set_aside: number;
  models: number;
  statements: number;
  seconds: number;
  checks_warned: number;
};

/**
 * One refresh: builds the models, runs their checks, keeps the ledgers. The caller made the external relations and publishes after it.
 * Throws `Fault` when a model, a check graded `fail` or a changed stage model stands in the way. The caller undoes what was built then
 * (DuckDB: the transaction); an engine without transactions keeps the rows that append models have added.
 */
export async function refresh(input: RefreshInput): Promise<RefreshSummary> {
  const { warehouse, catalog } = input;
  const started = input.clock();
  expectKnownModels(input);
  await keepTables(warehouse, catalog, input.schema);
  await expectSameDefinitions(input);
  const before = await eventsBefore(input);
  const knownModels = await readKnownModels(input);
  const { runs, checks } = await buildAndCheck(input, knownModels);
  await commentTables(input, runs);
  const counts = { before, after: await countEvents(input), conflicts: await countConflicts(input) };
  const summary = summarise(input, { ...counts, runs, checks }, started);
  await keepLedgers(input, summary, { runs, checks, knownModels });
  return summary;
}

type Made = { runs: ModelRun[]; checks: CheckResult[] };

async function buildAndCheck(input: RefreshInput, knownModels: string[]): Promise<Made> {
  const { increment, ...build } = input;
  const { warehouse, catalog } = build;
  const seeds = seedRows(catalog, input.config, { ...input.run, knownModels });
  const { runs, clear } = await buildModels({ ...build, seeds, ...(increment === null ? {} : { increment }) });
  const checks = await runChecks(warehouse, catalog, runs);
  expectPassed(checks, catalog);
  await clear();
  return { runs, checks };
}

/** A run that was taken up again found the tables as it had left them, not as it had found them. */
async function eventsBefore(input: RefreshInput): Promise<number> {
  const { memory } = input;
  if (memory?.eventsBefore !== null && memory?.eventsBefore !== undefined) return memory.eventsBefore;
  const count = await countEvents(input);
  memory?.noteEvents(count);
  return count;
}

async function countEvents({ warehouse, schema }: RefreshInput): Promise<number> {
  if ((await warehouse.query(hasTable('event_bodies', schema))).length === 0) return 0;
  return Number((await warehouse.query(COUNT_EVENTS))[0]?.events);
}

async function readKnownModels({ warehouse }: RefreshInput): Promise<string[]> {
  const known = (await warehouse.query(KNOWN_MODELS))[0]?.stage_models;
  return Array.isArray(known) ? known.map(String) : [];
}

/** Puts the twins' texts beside the tables that were built anew, where BI tools show them. */
async function commentTables({ warehouse, catalog }: RefreshInput, runs: readonly ModelRun[]): Promise<void> {
  for (const { model, how } of runs) {
    const relation = catalog.relations.get(model);
    if (relation === undefined || how === 'affected' || how === 'difference') continue;
    const texts = comments(relation);
    if (warehouse.engine === 'duckdb') await warehouse.run(texts.join(';\n'));
    else for (const text of texts) await warehouse.run(text);
  }
}

async function countConflicts({ warehouse, schema }: RefreshInput): Promise<number> {
  if ((await warehouse.query(hasTable('event_conflicts', schema))).length === 0) return 0;
  return Number((await warehouse.query(COUNT_CONFLICTS))[0]?.conflicts);
}

type Facts = Made & { before: number; after: number; conflicts: number };

function summarise(input: RefreshInput, facts: Facts, started: number): RefreshSummary {
  const eventsNew = facts.after - facts.before;
  return {
    run_id: input.run.runId,
    as_of: input.run.asOf,
    mode: input.mode,
    events_new: eventsNew,
    events_duplicate: input.mode === 'partial' ? 0 : countEventLines(input.objects) - eventsNew,
    event_conflicts: facts.conflicts,
    objects_new: input.objects.landed.length,
    objects_set_aside: input.objects.setAside.length,
    models: facts.runs.length,
    statements: facts.runs.reduce((sum, model) => sum + model.statements, 0),
    seconds: (input.clock() - started) / 1000,
    checks_warned: facts.checks.filter((check) => check.status === 'warned').length,
  };
}

async function keepLedgers(
  input: RefreshInput,
  summary: RefreshSummary,
  { runs, checks, knownModels }: Made & { knownModels: string[] },
): Promise<void> {
  const { warehouse, catalog, mode } = input;
  const { checks_warned: _, ...row } = summary;
  const isHistoryBuilt = mode !== 'partial' || runs.some((run) => run.model === 'stage_change_log');
  const isAgain = input.memory?.isTakenUp ?? false;
  await keepRows(warehouse, catalog, isAgain ? summary.run_id : null, {
    model_runs: modelRows(summary.run_id, runs),
    check_results: checkRows(summary.run_id, checks),
    ...objectRows(summary.run_id, input.objects),
    refreshes: [
      {
        ...row,
        started_at: input.run.startedAt,
        finished_at: new Date(input.clock()).toISOString(),
        status: 'succeeded',
        is_full: mode === 'full',
        stage_models: isHistoryBuilt ? [...new Set([...knownModels, ...modelNames(catalog)])] : knownModels,
      },
    ],
  });
}

function modelNames(catalog: Catalog): string[] {
  return catalog.stageModels.map((model) => `${model.name}@${model.version}`);
}
