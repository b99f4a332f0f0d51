import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadCatalog } from '../../infra/local/catalog.ts';
import { externals } from '../../infra/local/lake.ts';
import { openTrinoLake } from '../../infra/local/target/trino.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { buildModels } from '../../lambdas/refresh/build.ts';
import { type Run, seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import type { Catalog, Relation } from '../../sql/catalog.ts';
import { lakePlace } from '../../sql/lake-place.ts';
import { duckdbExternal } from '../../sql/statements.ts';
import { memoryWarehouse } from '../support/cases.ts';
import { openSchema } from './schema.ts';

const schema = 'lifecycle';

export type Two = { catalog: Catalog; duckdb: Warehouse; trino: Warehouse; close: () => Promise<void> };

/** DuckDB and Trino, empty but for the external relations over the raw files of a lake's folder. */
export async function openOnBoth(lake: string): Promise<Two> {
  const catalog = loadCatalog();
  const duckdb = await memoryWarehouse();
  const trino = await openSchema(schema);
  const paths = new Map(externals(catalog).map((relation) => [relation.name, filesOf(lake, relation)] as const));
  for (const relation of externals(catalog)) {
    const files = [...(paths.get(relation.name) ?? [])].map((path) => join(lake, path));
    await duckdb.run(duckdbExternal(relation, files));
  }
  await openTrinoLake(trino, catalog, { catalog: 'hive', schema: 'raw', lake: `file://${lake}` }, paths);
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

/** Paths below the lake. */
function filesOf(lake: string, relation: Relation): Set<string> {
  const folder = join(lake, lakePlace(relation).folder);
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.name.endsWith('.ndjson.gz'),
  );
  return new Set(files.map((entry) => relative(lake, join(entry.parentPath, entry.name))).sort());
}
