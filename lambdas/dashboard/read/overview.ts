import {
  COUNT_CHECKS,
  type CohortChoice,
  changesListed,
  countChangesSince,
  FAILED_CHECKS,
  FRESHNESS,
  metricTrends,
  movesSince,
  newestCohorts,
  peopleByStage,
  type Slice,
} from '../../../sql/dashboard.ts';
import type { Row, Warehouse } from '../../lib/warehouse/warehouse.ts';
import type { Ladder, Report } from './report.ts';
import { count, numberOrNull, text, textOrNull } from './values.ts';

export type StageCount = { people: number; arrived: number };
export type Move = { from: string | null; to: string; moves: number };
export type Change = {
  kind: string;
  customerId: string;
  name: string | null;
  mergedInto: string | null;
  from: string | null;
  to: string;
  occurredAt: string;
  previousOccurredAt: string | null;
  publishedAt: string | null;
};
export type CohortCell = {
  start: string;
  index: number;
  size: number;
  active: number;
  returning: number;
  isComplete: boolean;
};
export type Point = { start: string; value: number | null };
export type SourceFreshness = {
  source: string;
  latestOccurredAt: string | null;
  events: number;
  counted: number;
  nobodys: number;
};
export type FailedCheck = { model: string; name: string; severity: string; failures: number };

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The instant a week before the tables' own. */
export function weekBefore(asOf: string): string {
  return new Date(Date.parse(asOf) - WEEK_MS).toISOString();
}

/** People per stage of a model, by the stage's name. */
export async function readStageCounts(
  warehouse: Warehouse,
  { asOf }: Report,
  ladder: Ladder,
): Promise<ReadonlyMap<string, StageCount>> {
  const rows = await warehouse.query(peopleByStage(ladder, weekBefore(asOf), warehouse.engine));
  return new Map(
    rows.map((row) => [text(row, 'stage'), { people: count(row, 'people'), arrived: count(row, 'arrived') }]),
  );
}

/** How often people went where in the last week. */
export async function readMoves(warehouse: Warehouse, { asOf }: Report, ladder: Ladder): Promise<Move[]> {
  const rows = await warehouse.query(movesSince(ladder, weekBefore(asOf), warehouse.engine));
  return rows.map((row) => ({
    from: textOrNull(row, 'from_stage'),
    to: text(row, 'to_stage'),
    moves: count(row, 'moves'),
  }));
}

/** A slice of the last week's changes, latest first, and how many there are in all. */
export async function readChanges(
  warehouse: Warehouse,
  { asOf }: Report,
  ladder: Ladder,
  slice: Slice,
): Promise<{ changes: Change[]; inAll: number }> {
  const since = weekBefore(asOf);
  const [total] = await warehouse.query(countChangesSince(ladder, since, warehouse.engine));
  const rows = await warehouse.query(changesListed(ladder, since, warehouse.engine, slice));
  return { changes: rows.map(toChange), inAll: count(total, 'changes') };
}

function toChange(row: Row): Change {
  return {
    kind: text(row, 'kind'),
    customerId: text(row, 'customer_id'),
    name: textOrNull(row, 'email') ?? textOrNull(row, 'user_id'),
    mergedInto: textOrNull(row, 'merged_into'),
    from: textOrNull(row, 'from_stage'),
    to: text(row, 'to_stage'),
    occurredAt: text(row, 'occurred_at'),
    previousOccurredAt: textOrNull(row, 'previous_occurred_at'),
    publishedAt: textOrNull(row, 'published_at'),
  };
}

/** The cells of the heat map, by cohort and period. */
export async function readCohorts(
  warehouse: Warehouse,
  choice: CohortChoice,
  cohorts: number,
  periods: number,
): Promise<CohortCell[]> {
  const rows = await warehouse.query(newestCohorts(choice, cohorts, periods));
  return rows.map((row) => ({
    start: text(row, 'cohort_start'),
    index: count(row, 'period_index'),
    size: count(row, 'cohort_size'),
    active: count(row, 'active_customers'),
    returning: count(row, 'returning_customers'),
    isComplete: row.is_complete === true,
  }));
}

/** The last complete periods of every metric, earliest first, by the metric's name. */
export async function readTrends(
  warehouse: Warehouse,
  grain: string,
  periods: number,
): Promise<ReadonlyMap<string, Point[]>> {
  const trends = new Map<string, Point[]>();
  for (const row of await warehouse.query(metricTrends(grain, periods))) {
    const metric = text(row, 'metric');
    const points = trends.get(metric) ?? [];
    points.push({ start: text(row, 'period_start'), value: numberOrNull(row, 'value') });
    trends.set(metric, points);
  }
  return trends;
}

export type Trust = { sources: SourceFreshness[]; failed: FailedCheck[]; checks: number };

/** What tells whether the numbers can be trusted: how fresh each source is, and which checks did not pass. */
export async function readTrust(warehouse: Warehouse): Promise<Trust> {
  const sources = await warehouse.query(FRESHNESS);
  const failed = await warehouse.query(FAILED_CHECKS);
  const [total] = await warehouse.query(COUNT_CHECKS);
  return { sources: sources.map(toFreshness), failed: failed.map(toFailedCheck), checks: count(total, 'checks') };
}

function toFreshness(row: Row): SourceFreshness {
  return {
    source: text(row, 'source'),
    latestOccurredAt: textOrNull(row, 'latest_occurred_at'),
    events: count(row, 'count_events'),
    counted: count(row, 'count_counted'),
    nobodys: count(row, 'count_without_customer'),
  };
}

function toFailedCheck(row: Row): FailedCheck {
  return {
    model: text(row, 'model'),
    name: text(row, 'check_name'),
    severity: text(row, 'severity'),
    failures: count(row, 'failures'),
  };
}
