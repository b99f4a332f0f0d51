import { closeSync, constants, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import { type DuckDbOptions, openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { useSchema, useSchemaReadOnly } from '../../sql/statements.ts';
import { duckdbDialect } from './catalog.ts';
import { spillFolder, warehousePath } from './home.ts';
import { NO_STEPS, type OnStep, steppingWarehouse } from './steps.ts';

/** The schema that holds the tables. */
export const SCHEMA = 'lifecycle';

/** DuckDB spills beyond this: a refresh stays under 2 GB resident. */
const MEMORY_LIMIT = '1300MB';

/**
 * Works on a copy of the published tables, which then replaces them by rename: readers see the old tables or the new ones, and work that
 * throws, or a process that dies, leaves the old ones. To be called while the refresh's lock is held.
 */
export async function replaceTables<T>(
  home: string,
  work: (warehouse: Warehouse) => Promise<T>,
  onStep: OnStep = NO_STEPS,
): Promise<T> {
  const published = warehousePath(home);
  const next = `${published}.next`;
  const spill = spillFolder(home);
  const leftovers = [next, `${next}.wal`, spill];
  remove(leftovers);
  try {
    onStep('copy the published tables');
    if (existsSync(published)) copyFileSync(published, next, constants.COPYFILE_FICLONE);
    const result = await workOn(next, spill, work, onStep);
    onStep('sync the new tables');
    sync(next);
    onStep('rename the new tables over the old');
    renameSync(next, published);
    onStep('sync the folder');
    sync(dirname(published));
    onStep('remove what is left');
    return result;
  } catch (error) {
    throw isDiskFull(error) ? noRoom(home, error) : error;
  } finally {
    remove(leftovers);
  }
}

/** DuckDB wraps what the system says; its own limit of a file's size is EFBIG. */
function isDiskFull(error: unknown): boolean {
  return /ENOSPC|EDQUOT|EFBIG|No space left|Disk quota|File too large/i.test(messageOf(error));
}

function noRoom(home: string, cause: unknown): Fault {
  return new Fault(
    `[refresh] there is no room left in ${home}: ${messageOf(cause)}. Make some and refresh again; the tables are as they were`,
    { cause },
  );
}

async function workOn<T>(
  path: string,
  spill: string,
  work: (warehouse: Warehouse) => Promise<T>,
  onStep: OnStep,
): Promise<T> {
  const database = await openDuckDb({ path, dialect: duckdbDialect(), memoryLimit: MEMORY_LIMIT, spillFolder: spill });
  const warehouse = steppingWarehouse(database, onStep);
  try {
    for (const statement of useSchema(SCHEMA)) await warehouse.run(statement);
    await warehouse.run('begin transaction');
    const result = await work(warehouse);
    await warehouse.run('commit');
    await warehouse.run('checkpoint');
    return result;
  } finally {
    await warehouse.close();
  }
}

/** Reads the published tables with nothing but SELECT: no files, no network, no settings. Plain DuckDB, unless the dialect is asked for. */
export async function readTables<T>(
  home: string,
  read: (warehouse: Warehouse) => Promise<T>,
  { isDialectSpoken = false } = {},
): Promise<T> {
  const dialect = isDialectSpoken ? { dialect: duckdbDialect() } : {};
  const warehouse = await openTables({ path: warehousePath(home), ...dialect });
  try {
    return await read(warehouse);
  } finally {
    await warehouse.close();
  }
}

/** Opens published tables for reading alone. Throws `Fault` where the file cannot be used, and leaves nothing open. */
export async function openTables(options: Omit<DuckDbOptions, 'readOnly'>): Promise<Warehouse> {
  const warehouse = await openDuckDb({ ...options, readOnly: true });
  try {
    for (const statement of useSchemaReadOnly(SCHEMA)) await warehouse.run(statement);
    return warehouse;
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}

function remove(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true, recursive: true });
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
