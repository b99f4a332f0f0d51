import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectTrino } from '../../../lambdas/lib/warehouse/trino.ts';
import { tryingAgain } from '../../../lambdas/lib/warehouse/trying-again.ts';
import type { Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { Config } from '../../../schemas/config.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import { lakePlace } from '../../../sql/lake-place.ts';
import { createSchema } from '../../../sql/statements.ts';
import {
  createRawSchema,
  createRawTable,
  createRawView,
  listObjectsRead,
  type RawSchema,
  syncRawPartitions,
} from '../../../sql/trino-raw.ts';
import { lakeFolder } from '../home.ts';
import { externals, type Paths } from '../lake.ts';
import { NO_STEPS, steppingWarehouse } from '../steps.ts';
import type { Target } from './target.ts';
import { unfinishedAt } from './unfinished.ts';

export type TrinoTarget = NonNullable<Config['trino']> & { password?: string };

/** Iceberg tables in a Trino, Starburst or EMR of the user's own: one commit for each table, so that a run is remembered until it ends. */
export function trinoTarget(home: string, options: TrinoTarget): Target {
  const { url, catalog, schema, user, password } = options;
  const open = () => connectTrino({ url, catalog, schema, user, ...(password === undefined ? {} : { password }) });
  const raw = {
    catalog: options.rawCatalog,
    schema: options.rawSchema,
    lake: options.lake ?? pathToFileURL(lakeFolder(home)).href,
  };
  return {
    schema,
    mayHold: () => true,
    read: (read) => using(open, read),
    replace: (work, onStep = NO_STEPS) =>
      using(open, async (warehouse) => {
        await warehouse.run(createSchema(`${catalog}.${schema}`));
        return work(steppingWarehouse(tryingAgain(warehouse), onStep));
      }),
    openLake: (warehouse, models, paths) => {
      if (options.lake === undefined) makeFolders(home, models);
      return openTrinoLake(warehouse, models, raw, paths);
    },
    unfinished: unfinishedAt(join(home, `refresh-of-${catalog}.${schema}.ndjson`)),
  };
}

/** Trino refuses a table over a folder that is not there; a source that never sent has none. */
function makeFolders(home: string, catalog: Catalog): void {
  for (const relation of externals(catalog))
    mkdirSync(join(lakeFolder(home), lakePlace(relation).folder), { recursive: true });
}

async function using<T>(open: () => Promise<Warehouse>, work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
  const warehouse = await open();
  try {
    return await work(warehouse);
  } finally {
    await warehouse.close();
  }
}

/** Makes the external relations stand for the given objects, over the very files that landed. */
export async function openTrinoLake(
  warehouse: Warehouse,
  catalog: Catalog,
  raw: RawSchema,
  paths: Paths,
): Promise<void> {
  await warehouse.run(createRawSchema(raw));
  for (const statement of listObjectsRead(paths)) await warehouse.run(statement);
  for (const relation of externals(catalog)) {
    for (const statement of createRawTable(relation, raw)) await warehouse.run(statement);
    await warehouse.run(syncRawPartitions(relation, raw));
    await warehouse.run(createRawView(relation, raw, paths.get(relation.name) ?? new Set()));
  }
}
