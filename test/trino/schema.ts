import { inject } from 'vitest';
import { connectTrino } from '../../lambdas/lib/warehouse/trino.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';

/** The test's server with an empty schema `iceberg.<schema>` as the default; what an earlier run left there is gone. */
export async function openSchema(schema: string): Promise<Warehouse> {
  const warehouse = await connectTrino({ url: inject('trinoUrl'), catalog: 'iceberg', schema, user: 'test' });
  await warehouse.run(`drop schema if exists iceberg.${schema} cascade`);
  await warehouse.run(`create schema iceberg.${schema}`);
  return warehouse;
}
