import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { planWaves } from '../../sql/plan.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import {
  appendRows,
  COUNT_CONFLICTS,
  comments,
  hasTable,
  KNOWN_MODELS,
  LANDED_COUNTS,
  STAGE_MODELS_BUILT,
} from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { type Build, buildModels, type ModelRun } from './build.ts';
import { type CheckResult, expectPassed, runChecks } from './check.ts';
import { keepTables } from './keep.ts';
import { definitionHash, type Run, seedRows } from './seeds.ts';

export type RefreshInput = {
  warehouse: Warehouse;
  catalog: Catalog;
  config: Config;
  run: Omit<Run, 'knownModels'>;
  schema: string;
  isFull: boolean;
  only?: readonly string[];
  clock: () => number;
  onModel?: NonNullable<Build['onModel']>;
};

export type RefreshSummary = {
  run_id: string;
  as_of: string;
  events_new: number;
  events_duplicate: number;
  event_conflicts: number;
  models: number;
  statements: number;
  seconds: number;
  checks_warned: number;
};

type Landed = { events: number; lines: number };

/**
 * One refresh: builds the models, runs their checks, keeps the ledgers. The caller made the external relations and publishes after it.
 * Throws `Fault` when a model, a check graded `fail` or a changed stage model stands in the way. The caller undoes what was built then
 * (DuckDB: the transaction); an engine without transactions keeps the rows that append models have added.
 */
export async function refresh(input: RefreshInput): Promise<RefreshSummary> {
  const started = input.clock();
  expectKnownModels(input);
  await keepTables(input.warehouse, input.catalog, input.schema);
  await expectSameDefinitions(input);
  const before = await landedCounts(input);
  const knownModels = await readKnownModels(input);
  const seeds = seedRows(input.catalog, input.config, { ...input.run, knownModels });
  const models = await buildModels({ ...input, seeds });
  const checks = await runChecks(input.warehouse, input.catalog, input.only);
  expectPassed(checks, input.catalog);
  await commentTables(input);
  const after = await landedCounts(input);
  const summary = summarise(input, { before, after, models, checks, conflicts: await countConflicts(input) }, started);
  await keepLedgers(input, summary, { models, checks, knownModels });
  return summary;
}

async function landedCounts({ warehouse, schema }: RefreshInput): Promise<Landed> {
  if ((await warehouse.query(hasTable('event_bodies', schema))).length === 0) return { events: 0, lines: 0 };
  const row = (await warehouse.query(LANDED_COUNTS))[0];
  return { events: Number(row?.events), lines: Number(row?.lines) };
}

async function readKnownModels({ warehouse }: RefreshInput): Promise<string[]> {
  const known = (await warehouse.query(KNOWN_MODELS))[0]?.stage_models;
  return Array.isArray(known) ? known.map(String) : [];
}

function modelNames(catalog: Catalog): string[] {
  return catalog.stageModels.map((model) => `${model.name}@${model.version}`);
}

function hasHistory(models: readonly ModelRun[]): boolean {
  return models.some((model) => model.model === 'stage_change_log');
}

/** Puts the twins' texts beside the tables, where BI tools show them. */
async function commentTables({ warehouse, catalog, only }: RefreshInput): Promise<void> {
  for (const relation of planWaves(catalog, only).flat()) {
    const texts = comments(relation);
    if (warehouse.engine === 'duckdb') await warehouse.run(texts.join(';\n'));
    else for (const text of texts) await warehouse.run(text);
  }
}

async function countConflicts({ warehouse, schema }: RefreshInput): Promise<number> {
  if ((await warehouse.query(hasTable('event_conflicts', schema))).length === 0) return 0;
  return Number((await warehouse.query(COUNT_CONFLICTS))[0]?.conflicts);
}

/** A misspelt model in the configuration would silently leave stages empty and tell nobody. */
function expectKnownModels({ config, catalog }: RefreshInput): void {
  const known = new Set(catalog.stageModels.map((model) => model.name));
  const named = { defaultModel: [config.defaultModel], announce: config.announce };
  for (const [setting, models] of Object.entries(named)) {
    const unknown = models.find((model) => !known.has(model));
    if (unknown === undefined) continue;
    throw new Fault(
      `[config] ${setting} names ${unknown}, which is no stage model; name one of ${[...known].sort().join(', ')}`,
      { exitCode: 2 },
    );
  }
}

/** A stage model may change only under a new version: history of one version never means two things. */
async function expectSameDefinitions({ warehouse, catalog, schema }: RefreshInput): Promise<void> {
  if ((await warehouse.query(hasTable('stage_models', schema))).length === 0) return;
  const built = new Map(
    (await warehouse.query(STAGE_MODELS_BUILT)).map((row) => [
      `${row.model}@${row.model_version}`,
      row.definition_hash,
    ]),
  );
  for (const model of catalog.stageModels) {
    const key = `${model.name}@${model.version}`;
    const hash = built.get(key);
    if (hash === undefined || hash === definitionHash(model)) continue;
    throw new Fault(
      `[refresh] [${key}] sql/lifecycle/models: its definition changed under the same version; put the change into version ${model.version + 1}, beside it`,
    );
  }
}

type Facts = { before: Landed; after: Landed; models: ModelRun[]; checks: CheckResult[]; conflicts: number };

function summarise(input: RefreshInput, facts: Facts, started: number): RefreshSummary {
  const eventsNew = facts.after.events - facts.before.events;
  return {
    run_id: input.run.runId,
    as_of: input.run.asOf,
    events_new: eventsNew,
    events_duplicate: facts.after.lines - facts.before.lines - eventsNew,
    event_conflicts: facts.conflicts,
    models: facts.models.length,
    statements: facts.models.reduce((sum, model) => sum + model.statements, 0),
    seconds: (input.clock() - started) / 1000,
    checks_warned: facts.checks.filter((check) => check.status === 'warned').length,
  };
}

type Done = { models: ModelRun[]; checks: CheckResult[]; knownModels: string[] };

async function keepLedgers(
  input: RefreshInput,
  summary: RefreshSummary,
  { models, checks, knownModels }: Done,
): Promise<void> {
  const run_id = summary.run_id;
  const finished = new Date(input.clock()).toISOString();
  const ledgers: Record<string, SeedRow[]> = {
    model_runs: models.map((model) => ({
      run_id,
      model: model.model,
      kind: model.kind,
      started_at: model.startedAt,
      finished_at: model.finishedAt,
      row_count: model.rows,
      rounds: model.rounds,
      statements: model.statements,
      bytes_scanned: null,
      seconds: model.seconds,
      text_hash: model.textHash,
      status: 'succeeded',
    })),
    check_results: checks.map(({ model, check, severity, failures, status }) => ({
      run_id,
      model,
      check_name: check,
      severity,
      failures,
      status,
    })),
    refreshes: [
      {
        ...withoutChecks(summary),
        started_at: input.run.startedAt,
        finished_at: finished,
        status: 'succeeded',
        is_full: input.isFull,
        stage_models: hasHistory(models) ? [...new Set([...knownModels, ...modelNames(input.catalog)])] : knownModels,
      },
    ],
  };
  for (const [name, rows] of Object.entries(ledgers)) await append(input, name, rows);
}

function withoutChecks({ checks_warned: _, ...row }: RefreshSummary): SeedRow {
  return row;
}

async function append({ warehouse, catalog }: RefreshInput, name: string, rows: SeedRow[]): Promise<void> {
  const relation = catalog.relations.get(name);
  if (relation === undefined) throw new Fault(`[refresh] sql/checks/${name}.yml is missing`);
  for (const statement of appendRows(relation, rows, warehouse.engine)) await warehouse.run(statement);
}
