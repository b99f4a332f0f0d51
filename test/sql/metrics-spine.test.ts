import { expect, it } from 'vitest';
import type { Row } from '../../lambdas/lib/warehouse/warehouse.ts';
import { type Given, memoryWarehouse, rowsOf } from '../support/cases.ts';
import { shippedCatalog } from '../support/shipped.ts';

// `metrics` unites every metric there is, so a case of its own would change with each one added: here it is asked for one.
const SPINE: Given = {
  run: [{ as_of: '2025-12-02 12:00' }],
  periods: [
    { grain: 'day', period_start: '2025-12-01', period_end: '2025-12-02', is_complete: 'true' },
    { grain: 'day', period_start: '2025-12-02', period_end: '2025-12-03', is_complete: 'false' },
  ],
  segments: [
    { segment_by: 'all', segment: 'all' },
    { segment_by: 'first_channel', segment: '(none)' },
  ],
};

async function metricOf(metric: string, measured: Given): Promise<Row[]> {
  const empty = [...shippedCatalog().relations.values()].filter((relation) => relation.metric !== null);
  const warehouse = await memoryWarehouse();
  try {
    const metrics: Given = Object.fromEntries(empty.map((relation) => [relation.name, []]));
    const rows = await rowsOf(warehouse, 'metrics', { ...SPINE, ...metrics, ...measured });
    return rows.filter((row) => row.metric === metric);
  } finally {
    await warehouse.close();
  }
}

function told(rows: readonly Row[]): string[] {
  return rows
    .map((row) => `${row.period_start} ${row.segment} ${row.value} ${row.denominator} ${row.is_complete}`)
    .sort();
}

it('a count has a row for every period and segment, 0 where nothing happened', async () => {
  const orders = [
    { grain: 'day', period_start: '2025-12-01', segment_by: 'all', segment: 'all', numerator: '2' },
    { grain: 'day', period_start: '2025-12-02', segment_by: 'first_channel', segment: '(none)', numerator: '1' },
  ];
  expect(told(await metricOf('orders', { orders }))).toEqual([
    '2025-12-01 (none) 0 null true',
    '2025-12-01 all 2 null true',
    '2025-12-02 (none) 1 null false',
    '2025-12-02 all 0 null false',
  ]);
});

it('every row says as of when it was told', async () => {
  const rows = await metricOf('revenue', {});
  expect(new Set(rows.map((row) => row.refreshed_at))).toEqual(new Set(['2025-12-02T12:00:00.000Z']));
});

it('what has no conversion window is mature', async () => {
  const rows = await metricOf('new_customers', {});
  expect(rows.map((row) => row.is_mature)).toEqual([true, true, true, true]);
});

it('a ratio of nothing to nothing has no value, never 0', async () => {
  const repeat_customer_ratio = [
    { grain: 'day', period_start: '2025-12-01', segment_by: 'all', segment: 'all', numerator: '1', denominator: '4' },
    { grain: 'day', period_start: '2025-12-02', segment_by: 'all', segment: 'all', numerator: '0', denominator: '4' },
  ];
  expect(told(await metricOf('repeat_customer_ratio', { repeat_customer_ratio }))).toEqual([
    '2025-12-01 (none) null 0 true',
    '2025-12-01 all 0.25 4 true',
    '2025-12-02 (none) null 0 false',
    '2025-12-02 all 0 4 false',
  ]);
});
