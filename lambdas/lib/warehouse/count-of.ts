import { countRows } from '../../../sql/statements.ts';
import type { Warehouse } from './warehouse.ts';

/** How many rows a relation has. */
export async function countOf(warehouse: Warehouse, relation: string): Promise<number> {
  return Number((await warehouse.query(countRows(relation)))[0]?.row_count);
}
