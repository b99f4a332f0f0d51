import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels, type ModelRun } from '../../lambdas/refresh/build.ts';
import { type RefreshSummary, refresh } from '../../lambdas/refresh/refresh.ts';
import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { lakePlace } from '../../sql/lake-place.ts';
import { duckdbExternal, hasTable, LAST_REFRESH } from '../../sql/statements.ts';
import { loadCatalog } from './catalog.ts';
import { lakeFolder } from './home.ts';
import { withLock } from './lock.ts';
import { notifyLocally, openWebhook } from './notify.ts';
import { readTables, replaceTables, SCHEMA } from './published-file.ts';

export type LocalRefresh = {
  home: string;
  config: Config;
  /** ISO instant; left out, now. */
  asOf?: string;
  isFull?: boolean;
  /** Whether subscribers are told of the past that a first build finds. */
  isPastTold?: boolean;
  /** A URL that is told beside the console. */
  webhook?: string;
  only?: readonly string[];
  onModel?: (run: ModelRun, done: number, of: number) => void;
  /** What to build; left out, the models of sql/. */
  catalog?: Catalog;
};

export type LocalSummary = RefreshSummary & { notices_published: number; notices_failed: number };

/**
 * Refreshes the warehouse of a LIFECYCLE_HOME, publishes its tables at once, and tells subscribers what changed.
 * Throws `Fault`: exit code 2 for an as_of before the last run's without `isFull`, 3 while another refresh runs.
 */
export async function refreshLocally(options: LocalRefresh): Promise<LocalSummary> {
  const startedAt = new Date().toISOString();
  if (options.webhook !== undefined) openWebhook(options.webhook, Date.now);
  makeHome(options.home);
  return withLock(join(options.home, 'refresh.lock'), startedAt, async () => {
    const catalog = options.catalog ?? loadCatalog();
    const summary = await replaceTables(options.home, (warehouse) => build(warehouse, catalog, options, startedAt));
    // a part of the tables is no news: what it finds is told after the next whole refresh
    const told =
      options.only === undefined ? await tell(catalog, options) : { notices_published: 0, notices_failed: 0 };
    return { ...summary, ...told };
  });
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (error) {
    throw new Fault(
      `[refresh] ${home} cannot be used: ${messageOf(error)}. Set LIFECYCLE_HOME to a folder that can be written`,
      {
        cause: error,
        exitCode: 2,
      },
    );
  }
}

async function build(
  warehouse: Warehouse,
  catalog: Catalog,
  options: LocalRefresh,
  startedAt: string,
): Promise<RefreshSummary> {
  const asOf = await asOfOf(warehouse, options, startedAt);
  await openLake(warehouse, catalog, options.home);
  return refresh({
    warehouse,
    catalog,
    config: options.config,
    run: {
      runId: `run_${startedAt.replace(/\D/g, '')}_${randomBytes(3).toString('hex')}`,
      asOf,
      startedAt,
      isBaseline: false,
      isBaselineTold: options.isPastTold === true,
    },
    schema: SCHEMA,
    isFull: options.only === undefined,
    clock: Date.now,
    ...(options.only === undefined ? {} : { only: options.only }),
    ...(options.onModel === undefined ? {} : { onModel: options.onModel }),
  });
}

/** Tells what the tables hold for subscribers, then writes into the tables what was told. */
async function tell(
  catalog: Catalog,
  { home, webhook }: LocalRefresh,
): Promise<Omit<LocalSummary, keyof RefreshSummary>> {
  const report = await readTables(home, (warehouse) =>
    notifyLocally({ home, warehouse, catalog, clock: Date.now, ...(webhook === undefined ? {} : { webhook }) }),
  );
  for (const reason of report.reasons) process.stderr.write(`[notify] ${reason}\n`);
  if (report.published > 0) {
    await replaceTables(home, async (warehouse) => {
      await openLake(warehouse, catalog, home);
      await buildModels({
        warehouse,
        catalog,
        seeds: new Map(),
        schema: SCHEMA,
        clock: Date.now,
        exactly: ['publications', 'stage_notices'],
      });
    });
  }
  return { notices_published: report.published, notices_failed: report.failed + report.held };
}

/**
 * The instant that the tables will speak of. History only moves forward, unless everything is asked for; and a part of the tables speaks
 * of the instant of the others. Throws `Fault` (exit code 2) otherwise.
 */
async function asOfOf(warehouse: Warehouse, options: LocalRefresh, startedAt: string): Promise<string> {
  const last = await lastRefresh(warehouse);
  const asOf = options.asOf ?? (options.only === undefined ? startedAt : (last?.asOf ?? startedAt));
  if (last === null) return asOf;
  if (options.only !== undefined && asOf !== last.asOf) {
    throw new Fault(
      `[refresh] --models rebuilds tables beside others that speak of ${last.asOf}. Leave --as-of out, or refresh everything`,
      {
        exitCode: 2,
      },
    );
  }
  if (asOf >= last.asOf || options.isFull === true) return asOf;
  throw new Fault(
    `[refresh] as_of ${asOf} is before the last run's ${last.asOf} (${last.runId}). Ask for a later one, or rebuild everything with --full`,
    { exitCode: 2 },
  );
}

async function lastRefresh(warehouse: Warehouse): Promise<{ asOf: string; runId: string } | null> {
  if ((await warehouse.query(hasTable('refreshes', SCHEMA))).length === 0) return null;
  const row = (await warehouse.query(LAST_REFRESH))[0];
  return row === undefined ? null : { asOf: String(row.as_of), runId: String(row.run_id) };
}

/** The files of the lake, listed once: what lands from now on belongs to the next run. */
async function openLake(warehouse: Warehouse, catalog: Catalog, home: string): Promise<void> {
  const externals = [...catalog.relations.values()].filter((relation) => relation.kind === 'external');
  for (const relation of externals) {
    await warehouse.run(duckdbExternal(relation, landedFiles(join(lakeFolder(home), lakePlace(relation).folder))));
  }
}

function landedFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ndjson.gz'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
