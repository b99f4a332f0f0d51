import { randomBytes } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../lambdas/lib/errors.ts';
import { openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../lambdas/refresh/build.ts';
import { type RefreshSummary, refresh } from '../../lambdas/refresh/refresh.ts';
import type { Config } from '../../schemas/config.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { duckdbExternal, hasTable, LAST_REFRESH, useSchema } from '../../sql/statements.ts';
import { duckdbDialect, loadCatalog } from './catalog.ts';
import { lakeFolder, spillFolder, warehousePath } from './home.ts';
import { withLock } from './lock.ts';

export const SCHEMA = 'lifecycle';

/** DuckDB spills beyond this: a refresh stays under 2 GB resident. */
const MEMORY_LIMIT = '1300MB';

export type LocalRefresh = {
  home: string;
  config: Config;
  /** ISO instant; left out, now. */
  asOf?: string;
  isFull?: boolean;
  /** Whether subscribers are told of the past that a first build finds. */
  isPastTold?: boolean;
  only?: readonly string[];
  onModel?: (run: ModelRun, done: number, of: number) => void;
};

/**
 * Refreshes the warehouse of a LIFECYCLE_HOME: works on a copy, which replaces the published file by rename at the end, so that readers see
 * the old tables or the new ones. Throws `Fault`: exit code 2 for an as_of before the last run's without `isFull`, 3 while another runs.
 */
export async function refreshLocally(options: LocalRefresh): Promise<RefreshSummary> {
  const startedAt = new Date().toISOString();
  mkdirSync(options.home, { recursive: true });
  return withLock(join(options.home, 'refresh.lock'), startedAt, () => refreshCopy(options, startedAt));
}

async function refreshCopy(options: LocalRefresh, startedAt: string): Promise<RefreshSummary> {
  const published = warehousePath(options.home);
  const working = `${published}.next`;
  for (const leftover of [working, `${working}.wal`]) rmSync(leftover, { force: true });
  if (existsSync(published)) copyFileSync(published, working, constants.COPYFILE_FICLONE);
  const spill = spillFolder(options.home);
  try {
    const summary = await buildInto(working, spill, options, startedAt);
    publish(working, published);
    return summary;
  } finally {
    for (const leftover of [working, `${working}.wal`, spill]) rmSync(leftover, { force: true, recursive: true });
  }
}

async function buildInto(
  path: string,
  spill: string,
  options: LocalRefresh,
  startedAt: string,
): Promise<RefreshSummary> {
  const catalog = loadCatalog();
  const asOf = options.asOf ?? startedAt;
  const warehouse = await openDuckDb({ path, dialect: duckdbDialect(), memoryLimit: MEMORY_LIMIT, spillFolder: spill });
  try {
    for (const statement of useSchema(SCHEMA)) await warehouse.run(statement);
    await expectLater(warehouse, asOf, options.isFull === true);
    await openLake(warehouse, catalog, lakeFolder(options.home));
    const run = {
      runId: `run_${startedAt.replace(/\D/g, '')}_${randomBytes(3).toString('hex')}`,
      asOf,
      startedAt,
      isBaseline: false,
      isBaselineTold: options.isPastTold === true,
    };
    const summary = await refresh({
      warehouse,
      catalog,
      config: options.config,
      run,
      schema: SCHEMA,
      isFull: true,
      clock: Date.now,
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.onModel === undefined ? {} : { onModel: options.onModel }),
    });
    await warehouse.run('checkpoint');
    return summary;
  } finally {
    await warehouse.close();
  }
}

/** History only moves forward: an earlier as_of must be asked for with --full. */
async function expectLater(warehouse: Warehouse, asOf: string, isFull: boolean): Promise<void> {
  if (isFull || (await warehouse.query(hasTable('refreshes', SCHEMA))).length === 0) return;
  const last = (await warehouse.query(LAST_REFRESH))[0];
  if (last === undefined || asOf >= String(last.as_of)) return;
  throw new Fault(
    `[refresh] as_of ${asOf} is before the last run's ${last.as_of} (${last.run_id}); ask for a later one, or rebuild everything with --full`,
    { exitCode: 2 },
  );
}

/** The files of the lake, listed once: what lands from now on belongs to the next run. */
async function openLake(warehouse: Warehouse, catalog: Catalog, lake: string): Promise<void> {
  for (const relation of catalog.relations.values()) {
    if (relation.kind !== 'external') continue;
    await warehouse.run(duckdbExternal(relation, landedFiles(join(lake, folderOf(relation.name)))));
  }
}

/** `raw_web` lies in raw/web; what the product itself writes beside it has folders of its own. */
function folderOf(external: string): string {
  if (external === 'raw_link_decisions') return 'links';
  return external === 'raw_publications' ? 'publications' : external.replace(/^raw_/, 'raw/');
}

function landedFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ndjson.gz'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function publish(working: string, published: string): void {
  sync(working);
  renameSync(working, published);
  sync(dirname(published));
}

function sync(path: string): void {
  fsyncSync(openSync(path, 'r'));
}
