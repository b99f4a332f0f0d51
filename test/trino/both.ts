import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../infra/local/catalog.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels, type ModelRun } from '../../lambdas/refresh/build.ts';
import { type Run, seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { duckdbExternal } from '../../sql/statements.ts';
import {
  createRawSchema,
  createRawTable,
  createRawView,
  dropRawTable,
  lakePlace,
  syncRawPartitions,
} from '../../sql/trino-raw.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { openSchema } from './schema.ts';

const schema = 'lifecycle';

export type Built = {
  catalog: Catalog;
  duckdb: Warehouse;
  trino: Warehouse;
  runs: ModelRun[];
  close: () => Promise<void>;
};

/** Builds every model from the raw files of a lake's folder, as of an instant, on DuckDB and on Trino: the same plan, the same texts. */
export async function buildOnBoth(lake: string, asOf: string): Promise<Built> {
  const catalog = loadCatalog();
  const duckdb = await memoryWarehouse();
  const trino = await openSchema(schema);
  await trino.run(createRawSchema());
  for (const relation of externals(catalog)) {
    await duckdb.run(duckdbExternal(relation, filesOf(lake, relation)));
    for (const statement of rawStatements(lake, relation)) await trino.run(statement);
  }
  const seeds = seedRows(catalog, configSchema.parse({}), runAt(asOf));
  const build = (warehouse: Warehouse) => buildModels({ warehouse, catalog, seeds, schema, clock: Date.now });
  await build(duckdb);
  const runs = await build(trino);
  return { catalog, duckdb, trino, runs, close: async () => void (await Promise.all([duckdb.close(), trino.close()])) };
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
