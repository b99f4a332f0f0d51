import { describe, expect, test } from 'vitest';
import { compareText } from './collections.ts';
import { printed } from './printed.ts';
import { type Input, reference } from './reference.ts';
import { instantOf, landed } from './story.ts';

/** Day zero is Monday 2026-06-01: two people register in June; one buys on days 2, 2 and 35, the other on day 40. */
const buy = (when: string, user_id: string, order_id: string) =>
  landed(`${when} order_completed`, { user_id, properties: { order_id, amount_minor: 100, currency: 'USD' } });
const LINES = [
  landed('0 signed_up', { user_id: 'ann' }),
  landed('1 signed_up', { user_id: 'bob', email: 'Bob@example.org' }),
  buy('2', 'ann', 'o1'),
  buy('2+1', 'ann', 'o2'),
  buy('35', 'ann', 'o3'),
  buy('40', 'bob', 'o4'),
  landed('41 order_refunded', { user_id: 'bob', properties: { order_id: 'o4', amount_minor: 100, currency: 'USD' } }),
];

function tables(more: Partial<Input> = {}) {
  return reference({ lines: LINES, asOf: instantOf('62'), grains: ['month'], ...more });
}

test('customers: days, money, and who got everything back', () => {
  const rows = tables().customers.toSorted((a, b) => a.first_seen_at - b.first_seen_at);
  expect(rows).toMatchObject([
    {
      user_id: 'ann',
      email: null,
      purchase_days: 2,
      revenue_minor: 300,
      is_net_customer: true,
      last_active_at: instantOf('35'),
    },
    {
      user_id: 'bob',
      email: 'bob@example.org',
      purchase_days: 1,
      revenue_minor: 100,
      is_net_customer: false,
      first_purchased_at: instantOf('40'),
    },
  ]);
});

describe('cohorts', () => {
  const cells = (cohort_by: string, columns: 'active_customers' | 'returning_customers' | 'orders') =>
    tables()
      .cohort_retention.filter((row) => row.cohort_by === cohort_by && row.grain === 'month')
      .map((row) => row[columns]);

  test('of buyers: one begins in June, one in July; August began a day ago', () => {
    expect(cells('purchased', 'active_customers')).toEqual([1, 1, 0, 1, 0]);
    expect(cells('purchased', 'orders')).toEqual([2, 1, 0, 1, 0]);
  });

  test('of registered people: active by anything, rolling counts who is yet to come', () => {
    expect(cells('registered', 'active_customers')).toEqual([2, 2, 0]);
    expect(cells('registered', 'returning_customers')).toEqual([2, 2, 0]);
    expect(cells('registered', 'orders')).toEqual([2, 2, 0]);
  });

  test('a period has a row while it starts before as_of, and is complete once it ended', () => {
    const rows = printed(
      tables({ asOf: instantOf('61') }).cohort_retention.filter(
        (row) => row.cohort_by === 'first_seen' && row.grain === 'month',
      ),
    );
    expect(rows).toMatchObject([
      { cohort_start: '2026-06-01', period_index: 0, is_complete: true },
      { cohort_start: '2026-06-01', period_index: 1, is_complete: true },
    ]);
  });
});

test('activity periods: new, returning, dormant', () => {
  const rows = tables().customer_activity_periods.filter((row) => row.activity_of === 'any' && row.grain === 'month');
  expect(rows.map((row) => [row.new_customers, row.returning_customers, row.dormant_customers])).toEqual([
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, 2],
  ]);
});

test('the first six metrics by month', () => {
  const values = (metric: string) =>
    tables()
      .metrics.filter((row) => row.metric === metric)
      .map((row) => row.value);
  expect(values('orders')).toEqual([2, 2, 0]);
  expect(values('revenue')).toEqual([200, 200, 0]);
  expect(values('new_customers')).toEqual([1, 1, 0]);
  expect(values('repeat_customer_ratio')).toEqual([0, 0.5, 0.5]);
  expect(values('customer_retention_ratio')).toEqual([null, 1, 1]);
  expect(values('lead_conversion_ratio')).toEqual([1, null, null]);
});

test('a ratio is mature once its window has closed, an open period is not complete', () => {
  const flags = (asOf: string) =>
    tables({ asOf: instantOf(asOf) })
      .metrics.filter((row) => row.metric === 'lead_conversion_ratio')
      .map((row) => [row.is_complete, row.is_mature]);
  expect(flags('29')).toEqual([[false, false]]);
  expect(flags('120-1')[0]).toEqual([true, false]);
  expect(flags('120')[0]).toEqual([true, true]);
});

test('text is ordered by code point, also beyond the first plane', () => {
  expect(['\u{1F600}', '\uFF5E', 'b', 'a'].sort(compareText)).toEqual(['a', 'b', '\uFF5E', '\u{1F600}']);
});
