import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../lambdas/lib/errors.ts';
import { buildCatalog, type Catalog } from '../../sql/catalog.ts';
import { readSqlFiles } from '../../sql/files.ts';

/** The folder of the models: beside the sources, or beside the bundle when installed. */
export function sqlFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const found = [join(here, 'sql'), join(here, '../../sql')].find((folder) => existsSync(join(folder, 'staging')));
  if (found === undefined)
    throw new Fault(`[catalog] there is no sql/ folder beside ${here}; install the package again`);
  return found;
}

/** The catalog of sql/. Throws `CatalogError` with every problem of its files. */
export function loadCatalog(folder = sqlFolder()): Catalog {
  return buildCatalog(readSqlFiles(folder));
}

/** Statements that make a DuckDB session speak the dialect of the models. */
export function duckdbDialect(folder = sqlFolder()): string {
  return readFileSync(join(folder, 'dialect/duckdb.sql'), 'utf8');
}
