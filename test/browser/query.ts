import { readTables } from '../../infra/local/published-file.ts';
import type { Row } from '../../lambdas/lib/warehouse/warehouse.ts';

/** What `lifecycle query` answers: the rows of a select over the published tables of a home. */
export function queryRows(home: string, sql: string): Promise<Row[]> {
  return readTables(home, (warehouse) => warehouse.query(sql));
}
