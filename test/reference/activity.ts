import { groupBy } from './collections.ts';
import { type Grain, nextPeriod, periodStart, periodsFrom } from './time.ts';
import type { Signal } from './types.ts';

export type ActivityRow = {
  activity_of: 'any' | 'purchase';
  grain: Grain;
  period_start: number;
  active_customers: number;
  new_customers: number;
  returning_customers: number;
  resurrecting_customers: number;
  dormant_customers: number;
  is_complete: boolean;
};

/** The rows of `customer_activity_periods`; `period_start` in epoch milliseconds. */
export function activityPeriods(signals: readonly Signal[], asOf: number): ActivityRow[] {
  return (['any', 'purchase'] as const).flatMap((activity_of) => {
    const acts = signals.filter((row) => (activity_of === 'any' ? row.is_activity : row.signal === 'purchased'));
    return (['week', 'month'] as const).flatMap((grain) =>
      countPeriods(acts, grain, asOf).map((row) => ({ activity_of, grain, ...row })),
    );
  });
}

function countPeriods(acts: readonly Signal[], grain: Grain, asOf: number) {
  if (acts.length === 0) return [];
  const byPeriod = groupBy(acts, (act) => periodStart(grain, act.occurred_at));
  const seen = new Set<string>();
  let before = new Set<string>();
  return periodsFrom(grain, Math.min(...byPeriod.keys()), asOf).map((period_start) => {
    const now = new Set((byPeriod.get(period_start) ?? []).map((act) => act.customer_id));
    const row = { period_start, ...compare(before, now, seen), is_complete: nextPeriod(grain, period_start) <= asOf };
    for (const customer of now) seen.add(customer);
    before = now;
    return row;
  });
}

/** `seen` = everybody active in an earlier period. */
function compare(before: Set<string>, now: Set<string>, seen: Set<string>) {
  const active = [...now];
  return {
    active_customers: active.length,
    new_customers: active.filter((customer) => !seen.has(customer)).length,
    returning_customers: active.filter((customer) => before.has(customer)).length,
    resurrecting_customers: active.filter((customer) => seen.has(customer) && !before.has(customer)).length,
    dormant_customers: [...before].filter((customer) => !now.has(customer)).length,
  };
}
