import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';

/** How many stages Trino would run a select in: it inlines what is named, so a CTE read twice is run twice, and 150 are refused. */
export async function stagesOf(trino: Warehouse, select: string): Promise<number> {
  const [row] = await trino.query(`explain (type distributed) ${select}`);
  return [...String(row?.['Query Plan']).matchAll(/^Fragment \d+ /gm)].length;
}
