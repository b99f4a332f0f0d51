import { groupBy } from './collections.ts';
import { isCustomerAt } from './customer-at.ts';
import { revenueOf } from './money.ts';
import type { Sale } from './sales.ts';
import { DAY, dayOf, type Grain, nextPeriod, periodsFrom } from './time.ts';
import type { Entry, Settings, Signal, StageModel } from './types.ts';

export type MetricRow = {
  metric: string;
  grain: Grain;
  period_start: number;
  segment_by: 'all';
  segment: 'all';
  numerator: number;
  denominator: number | null;
  value: number | null;
  is_complete: boolean;
  is_mature: boolean;
};

export type MetricInput = {
  firstEventAt: number;
  sales: readonly Sale[];
  signals: readonly Signal[];
  history: readonly Entry[];
  model: StageModel;
  settings: Settings;
  grains: readonly Grain[];
  asOf: number;
};

/** [start, end) of a period, and `until` = the last instant known of it: its end, or as_of while it is open. */
type Period = { start: number; end: number; until: number };
type Reading = { numerator: number; denominator: number | null; isMature?: boolean };
type Metric = (input: Prepared, period: Period) => Reading;
type Prepared = MetricInput & { kept: Sale[]; purchasesOf: Map<string, number[]>; leads: Lead[]; standing: Entry[][] };
type Lead = { enteredAt: number; convertedAt: number | null };

const METRICS: Record<string, Metric> = {
  orders: ({ kept }, period) => count(kept.filter((sale) => isIn(sale.occurred_at, period)).length),
  revenue: ({ kept, settings }, period) =>
    count(
      revenueOf(
        kept.filter((sale) => isIn(sale.occurred_at, period)),
        settings.reportingCurrency,
      ),
    ),
  new_customers: ({ purchasesOf }, period) =>
    count([...purchasesOf.values()].filter(([first]) => first !== undefined && isIn(first, period)).length),
  repeat_customer_ratio: ({ purchasesOf }, period) => {
    const days = [...purchasesOf.values()].map((all) => new Set(all.filter((at) => at < period.end).map(dayOf)).size);
    return { numerator: days.filter((n) => n >= 2).length, denominator: days.filter((n) => n >= 1).length };
  },
  customer_retention_ratio: ({ standing, model }, period) => {
    const customersAt = (at: number) => standing.filter((entries) => isCustomerAt(entries, at, model));
    const before = new Set(customersAt(period.start));
    return {
      numerator: customersAt(period.until).filter((c) => before.has(c)).length,
      denominator: before.size,
    };
  },
  lead_conversion_ratio: ({ leads, settings, asOf }, period) => {
    const own = leads.filter((lead) => isIn(lead.enteredAt, period));
    const window = settings.conversionWindowDays * DAY;
    const firstConversion = Math.min(...leads.map((lead) => lead.convertedAt ?? Number.POSITIVE_INFINITY));
    const isTruncated = firstConversion !== Number.POSITIVE_INFINITY && firstConversion > period.start + window;
    return {
      numerator: own.filter((lead) => lead.convertedAt !== null).length,
      denominator: own.length,
      isMature: period.end + window <= asOf && !isTruncated,
    };
  },
};

/** The first six metrics of every grain asked for, segment `all`; `period_start` in epoch milliseconds, `value` a number or a ratio. */
export function metricRows(input: MetricInput): MetricRow[] {
  const prepared = prepare(input);
  return Object.entries(METRICS).flatMap(([metric, read]) =>
    input.grains.flatMap((grain) =>
      periodsFrom(grain, input.firstEventAt, input.asOf).map((start) => {
        const end = nextPeriod(grain, start);
        const reading = read(prepared, { start, end, until: Math.min(end, input.asOf) });
        return toRow(metric, grain, start, reading, end <= input.asOf);
      }),
    ),
  );
}

function toRow(metric: string, grain: Grain, period_start: number, reading: Reading, is_complete: boolean): MetricRow {
  const { numerator, denominator, isMature: is_mature = true } = reading;
  const value = denominator === null ? numerator : denominator === 0 ? null : numerator / denominator;
  return {
    metric,
    grain,
    period_start,
    segment_by: 'all',
    segment: 'all',
    numerator,
    denominator,
    value,
    is_complete,
    is_mature,
  };
}

function prepare(input: MetricInput): Prepared {
  const kept = input.sales.filter((sale) => !sale.is_cancelled);
  const own = [...groupBy(kept, (sale) => sale.customer_id)];
  const purchasesOf = new Map(
    own.map(([id, sales]) => [id, sales.map((sale) => sale.occurred_at).sort((a, b) => a - b)]),
  );
  const standing = [...groupBy(input.history, (entry) => entry.customer_id).values()];
  return { ...input, kept, purchasesOf, leads: leadsOf(input, purchasesOf), standing };
}

function leadsOf({ signals, settings }: MetricInput, purchasesOf: Map<string, number[]>): Lead[] {
  const entries = signals.filter((row) => row.signal === 'registered' || row.signal === 'qualified');
  return [...groupBy(entries, (row) => row.customer_id)].map(([customerId, own]) => {
    const enteredAt = Math.min(...own.map((row) => row.occurred_at));
    const end = enteredAt + settings.conversionWindowDays * DAY;
    const convertedAt = purchasesOf.get(customerId)?.find((at) => at >= enteredAt && at <= end) ?? null;
    return { enteredAt, convertedAt };
  });
}

function isIn(at: number, { start, end }: Period): boolean {
  return at >= start && at < end;
}

function count(numerator: number): Reading {
  return { numerator, denominator: null };
}
