import { expect, test } from 'vitest';
import type { Value, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { type Case, cases, selects } from './cases.ts';

/** Declares one test per theme: every case's expression answers the same on this engine as on any other. */
export function checkDialect(warehouse: () => Warehouse): void {
  for (const [theme, ofTheme] of Object.entries(cases)) {
    test(theme, async () => expect(await answersOf(warehouse(), ofTheme)).toEqual(expected(ofTheme)));
  }
  test.each(selects)('%s', async (select, answer) => {
    expect(await warehouse().query(select)).toEqual([{ answer }]);
  });
}

function expected(ofTheme: readonly Case[]): Record<string, Value> {
  return Object.fromEntries(ofTheme);
}

/** All expressions of a theme in one statement, as a statement costs a tenth of a second on Trino; from a table, so that none is folded away. */
async function answersOf(warehouse: Warehouse, ofTheme: readonly Case[]): Promise<Record<string, Value | undefined>> {
  const columns = ofTheme.map(([expression], at) => `${expression} as c${at}`);
  const [row] = await warehouse.query(`select ${columns.join(',\n')}\nfrom (values (1)) as t (one)`);
  return Object.fromEntries(ofTheme.map(([expression], at) => [expression, row?.[`c${at}`]]));
}
