import { join, resolve } from 'node:path';

/** The folder that holds a local lifecycle: LIFECYCLE_HOME, else .lifecycle in the working directory. */
export function lifecycleHome(): string {
  return resolve(process.env.LIFECYCLE_HOME ?? '.lifecycle');
}

/** Raw and rejected objects, links and publications. */
export function lakeFolder(home: string): string {
  return join(home, 'lake');
}

/** The published tables, replaced by rename at the end of each refresh. */
export function warehousePath(home: string): string {
  return join(home, 'warehouse.duckdb');
}

/** Where a refresh puts what does not fit into memory; removed when it ends. */
export function spillFolder(home: string): string {
  return join(home, 'spill');
}
