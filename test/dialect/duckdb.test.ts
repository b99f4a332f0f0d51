import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDuckDb } from '../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { cases, selects } from './cases.ts';
import { checkDialect } from './check.ts';

const dialect = readFileSync(new URL('../../sql/dialect/duckdb.sql', import.meta.url), 'utf8');

describe('DuckDB speaks as Trino does', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openDuckDb({ path: ':memory:', dialect });
  });
  afterAll(() => warehouse.close());
  checkDialect(() => warehouse);

  test('each macro has a case', () => {
    const macros = [...dialect.matchAll(/^create or replace temp macro (\w+)/gm)].map(([, name]) => name ?? '');
    const expressions = [...Object.values(cases).flat(), ...selects].map(([text]) => text).join('\n');
    expect(macros.filter((name) => name !== 'interval_of' && !expressions.includes(`${name}(`))).toEqual([]);
  });

  test('nothing of it is stored in the database', async () => {
    const stored = "select function_name from duckdb_functions() where not internal and database_name <> 'temp'";
    expect(await warehouse.query(stored)).toEqual([]);
  });
});
