import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../infra/local/catalog.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { type Run, seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { lakePlace } from '../../sql/lake-place.ts';
import { duckdbExternal } from '../../sql/statements.ts';
import {
  createRawSchema,
  createRawTable,
  createRawView,
  dropRawTable,
  syncRawPartitions,
} from '../../sql/trino-raw.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { openSchema } from './schema.ts';

const schema = 'lifecycle';

export type Two = { catalog: Catalog; duckdb: Warehouse; trino: Warehouse; close: () => Promise<void> };

/** DuckDB and Trino, empty but for the external relations over the raw files of a lake's folder. */
export async function openOnBoth(lake: string): Promise<Two> {
  const catalog = loadCatalog();
  const duckdb = await memoryWarehouse();
  const trino = await openSchema(schema);
  await trino.run(createRawSchema());
  for (const relation of externals(catalog)) {
    await duckdb.run(duckdbExternal(relation, filesOf(lake, relation)));
    for (const statement of rawStatements(lake, relation)) await trino.run(statement);
  }
  return { catalog, duckdb, trino, close: async () => void (await Promise.all([duckdb.close(), trino.close()])) };
}

/** Builds every model from a lake's folder, as of an instant, on both: the same plan, the same texts. */
export async function buildOnBoth(lake: string, asOf: string): Promise<Two> {
  const two = await openOnBoth(lake);
  const seeds = seedRows(two.catalog, configSchema.parse({}), runAt(asOf));
  for (const warehouse of [two.duckdb, two.trino]) {
    await buildModels({ warehouse, catalog: two.catalog, seeds, schema, clock: Date.now });
  }
  return two;
}

function runAt(asOf: string): Run {
  return {
    runId: 'run_of_both',
    asOf,
    startedAt: asOf,
    knownModels: ['five_stage@1'],
    isBaseline: false,
    isBaselineTold: false,
  };
}

function externals(catalog: Catalog): Relation[] {
  return [...catalog.relations.values()].filter(({ kind }) => kind === 'external');
}

function folderOf(lake: string, relation: Relation): string {
  return join(lake, lakePlace(relation).folder);
}

function filesOf(lake: string, relation: Relation): string[] {
  const folder = folderOf(lake, relation);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.ndjson.gz'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function rawStatements(lake: string, relation: Relation): string[] {
  return [
    dropRawTable(relation),
    createRawTable(relation, `file://${lake}`),
    syncRawPartitions(relation),
    createRawView(relation),
  ];
}
