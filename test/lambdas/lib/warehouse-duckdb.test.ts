import { readFileSync } from 'node:fs';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import { warehouseContract } from '../../contracts/warehouse.ts';

const dialect = readFileSync(new URL('../../../sql/dialect/duckdb.sql', import.meta.url), 'utf8');

warehouseContract('DuckDB', () => openDuckDb({ path: ':memory:' }));
warehouseContract('DuckDB with the dialect', () => openDuckDb({ path: ':memory:', dialect }));
