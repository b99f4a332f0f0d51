import { afterAll, beforeAll, describe, inject } from 'vitest';
import { connectTrino } from '../../lambdas/lib/warehouse/trino.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { checkDialect } from '../dialect/check.ts';

describe('Trino answers what the models are written for', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await connectTrino({ url: inject('trinoUrl'), catalog: 'iceberg', schema: 'lifecycle', user: 'test' });
  });
  afterAll(() => warehouse.close());
  checkDialect(() => warehouse);
});
