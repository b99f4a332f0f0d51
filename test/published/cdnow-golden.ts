import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Cohorts and activity of the CDNOW sample by plain loops over its lines: no SQL, nothing of the product. Everything a
 * customer of the file does is a purchase, so first_seen equals purchased, any equals purchase, and registered is empty.
 *
 *   npx tsx test/published/cdnow-golden.ts <CDNOW_sample.txt>     writes the pinned files anew
 */

export type Purchase = { customer: string; at: number; cents: number };
type Period = { start: number; end: number };
type Cell = string | number | boolean;

const DAY = 86_400_000;
const AS_OF = Date.UTC(1998, 6, 1);
const GRAINS = ['month', 'week'];
const COHORT_COLUMNS =
  'cohort_by,grain,cohort_start,period_index,cohort_size,active_customers,returning_customers,orders,revenue_minor,is_complete';
const ACTIVITY_COLUMNS =
  'activity_of,grain,period_start,active_customers,new_customers,returning_customers,resurrecting_customers,dormant_customers,is_complete';

/** The lines of the sample: customer, midnight UTC of the day in epoch milliseconds, amount in cents. */
export function purchasesOf(sample: string): Purchase[] {
  return [...sample.matchAll(/^ *(\d+) +\d+ +(\d{4})(\d\d)(\d\d) +\d+ +(\d+)\.(\d\d)\s*$/gm)].map((found) => {
    const [, customer = '', year, month, day, dollars, cents] = found;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
    return { customer, at, cents: Number(dollars) * 100 + Number(cents) };
  });
}

/** `cohort_retention` of the sample as CSV, as of 1998-07-01. */
export function cohortsCsv(purchases: Purchase[]): string {
  const lines = ['first_seen', 'purchased'].flatMap((cohortBy) => cohortLines(cohortBy, purchases, AS_OF));
  return `${[COHORT_COLUMNS, ...lines].join('\n')}\n`;
}

/** `customer_activity_periods` of the sample as CSV, as of 1998-07-01. */
export function activityCsv(purchases: Purchase[]): string {
  const lines = ['any', 'purchase'].flatMap((activityOf) => activityLines(activityOf, purchases, AS_OF));
  return `${[ACTIVITY_COLUMNS, ...lines].join('\n')}\n`;
}

/** The cohorts of people of whom purchases are all that counts; `asOf` in epoch milliseconds. */
export function cohortLines(cohortBy: string, purchases: Purchase[], asOf: number): string[] {
  return GRAINS.flatMap((grain) =>
    cohortRows(grain, purchases, asOf).map((row) => [cohortBy, grain, ...row].join(',')),
  );
}

function cohortRows(grain: string, purchases: Purchase[], asOf: number): Cell[][] {
  const cohortOf = new Map<string, number>();
  for (const { customer, at } of purchases) {
    const { start } = periodAt(grain, at);
    cohortOf.set(customer, Math.min(start, cohortOf.get(customer) ?? start));
  }
  const cohorts = [...new Set(cohortOf.values())].sort((a, b) => a - b);
  return cohorts.flatMap((cohort) => {
    const own = purchases.filter(({ customer }) => cohortOf.get(customer) === cohort);
    return periodsFrom(grain, cohort, asOf).map(({ start, end }, index) => {
      const later = own.filter(({ at }) => at >= start);
      const within = later.filter(({ at }) => at < end);
      const revenue = within.reduce((sum, { cents }) => sum + cents, 0);
      const counts = [customers(own).size, customers(within).size, customers(later).size, within.length, revenue];
      return [dateOf(cohort), index, ...counts, end <= asOf];
    });
  });
}

/** Who was active in each period, where purchases are all that counts; `asOf` in epoch milliseconds. */
export function activityLines(activityOf: string, purchases: Purchase[], asOf: number): string[] {
  return GRAINS.flatMap((grain) =>
    activityRows(grain, purchases, asOf).map((row) => [activityOf, grain, ...row].join(',')),
  );
}

function activityRows(grain: string, purchases: Purchase[], asOf: number): Cell[][] {
  const seen = new Set<string>();
  let before = new Set<string>();
  const first = purchases.reduce((least, { at }) => Math.min(least, at), asOf);
  return periodsFrom(grain, first, asOf).map(({ start, end }) => {
    const now = customers(purchases.filter(({ at }) => at >= start && at < end));
    const counts = { fresh: 0, returning: 0, resurrecting: 0 };
    for (const one of now) counts[!seen.has(one) ? 'fresh' : before.has(one) ? 'returning' : 'resurrecting'] += 1;
    const dormant = [...before].filter((one) => !now.has(one)).length;
    for (const one of now) seen.add(one);
    before = now;
    const { fresh, returning, resurrecting } = counts;
    return [dateOf(start), now.size, fresh, returning, resurrecting, dormant, end <= asOf];
  });
}

/** All periods from that of `first` on whose start lies before the as-of. */
function periodsFrom(grain: string, first: number, asOf: number): Period[] {
  const periods: Period[] = [];
  for (let period = periodAt(grain, first); period.start < asOf; period = periodAt(grain, period.end))
    periods.push(period);
  return periods;
}

function periodAt(grain: string, at: number): Period {
  return grain === 'week' ? weekAt(at) : monthAt(at);
}

/** Weeks begin on Monday; 1970-01-01 was a Thursday. */
function weekAt(at: number): Period {
  const start = at - ((at + 3 * DAY) % (7 * DAY));
  return { start, end: start + 7 * DAY };
}

function monthAt(at: number): Period {
  const [year, month] = [new Date(at).getUTCFullYear(), new Date(at).getUTCMonth()];
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

function customers(purchases: Purchase[]): Set<string> {
  return new Set(purchases.map(({ customer }) => customer));
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const purchases = purchasesOf(readFileSync(process.argv[2] ?? '', 'latin1'));
  writeFileSync(new URL('./cdnow-cohorts.csv', import.meta.url), cohortsCsv(purchases));
  writeFileSync(new URL('./cdnow-activity.csv', import.meta.url), activityCsv(purchases));
}
