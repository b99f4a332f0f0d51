import { groupBy } from './collections.ts';
import { revenueOf } from './money.ts';
import type { Sale } from './sales.ts';
import { type Grain, nextPeriod, periodStart, periodsFrom } from './time.ts';
import type { Settings, Signal } from './types.ts';

export type CohortBy = 'first_seen' | 'registered' | 'purchased';
export type CohortRow = {
  cohort_by: CohortBy;
  grain: Grain;
  cohort_start: number;
  period_index: number;
  cohort_size: number;
  active_customers: number;
  returning_customers: number;
  orders: number;
  revenue_minor: number;
  is_complete: boolean;
};

const FIRST: Record<CohortBy, string> = { first_seen: 'reached', registered: 'registered', purchased: 'purchased' };

type Member = { firstAt: number; activeAt: number[]; sales: Sale[] };

/** The rows of `cohort_retention`, all three kinds by week and month; `cohort_start` in epoch milliseconds. */
export function cohortRetention(signals: Signal[], sales: Sale[], settings: Settings, asOf: number): CohortRow[] {
  const kinds = Object.keys(FIRST) as CohortBy[];
  return kinds.flatMap((cohort_by) =>
    (['week', 'month'] as const).flatMap((grain) => {
      const members = membersOf(cohort_by, signals, sales);
      const cohorts = groupBy(members, (member) => periodStart(grain, member.firstAt));
      return [...cohorts].flatMap(([cohort_start, cohort]) =>
        cohortRows(
          cohort,
          periodsFrom(grain, cohort_start, asOf),
          (start) => nextPeriod(grain, start),
          settings,
          asOf,
        ).map((row) => ({ cohort_by, grain, cohort_start, ...row })),
      );
    }),
  );
}

function membersOf(cohortBy: CohortBy, signals: Signal[], sales: Sale[]): Member[] {
  const salesOf = groupBy(
    sales.filter((sale) => !sale.is_cancelled),
    (sale) => sale.customer_id,
  );
  return [...groupBy(signals, (row) => row.customer_id)].flatMap(([customerId, own]) => {
    const firsts = own.filter((row) => row.signal === FIRST[cohortBy]);
    if (firsts.length === 0) return [];
    const active = own.filter((row) => (cohortBy === 'purchased' ? row.signal === 'purchased' : row.is_activity));
    const firstAt = Math.min(...firsts.map((row) => row.occurred_at));
    return [{ firstAt, activeAt: active.map((row) => row.occurred_at), sales: salesOf.get(customerId) ?? [] }];
  });
}

function cohortRows(
  cohort: Member[],
  starts: number[],
  endOf: (start: number) => number,
  settings: Settings,
  asOf: number,
) {
  return starts.map((start, period_index) => {
    const end = endOf(start);
    const isIn = (at: number) => at >= start && at < end;
    const sales = cohort.flatMap((member) => member.sales).filter((sale) => isIn(sale.occurred_at));
    return {
      period_index,
      cohort_size: cohort.length,
      active_customers: cohort.filter((member) => member.activeAt.some(isIn)).length,
      returning_customers: cohort.filter((member) => member.activeAt.some((at) => at >= start)).length,
      orders: sales.length,
      revenue_minor: revenueOf(sales, settings.reportingCurrency),
      is_complete: end <= asOf,
    };
  });
}
