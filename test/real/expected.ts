import type { Purchase } from '../published/cdnow-golden.ts';
import { groupBy } from '../reference/collections.ts';

/*
 * What plain loops over a file's own lines say of it, as the CSV lines that a query gives, sorted. Nothing here has seen
 * an event or a table.
 */

const DAY = 86_400_000;
const QUIET = 120 * DAY;

/** metric, month, value: orders, revenue and new customers of every month that has any. */
export function monthlyLines(purchases: readonly Purchase[]): string[] {
  const sums = new Map<string, number>();
  const add = (metric: string, at: number, value: number) => {
    const key = `${metric},${instant(at).slice(0, 7)}-01`;
    sums.set(key, (sums.get(key) ?? 0) + value);
  };
  for (const { at, cents } of purchases) {
    add('orders', at, 1);
    add('revenue', at, cents);
  }
  for (const { times } of livesOf(purchases)) add('new_customers', times[0] ?? 0, 1);
  return [...sums].map(([key, value]) => `${key},${value}`).sort();
}

/** customer, first purchase, purchase days, revenue in cents. */
export function customerLines(purchases: readonly Purchase[]): string[] {
  return livesOf(purchases)
    .map(({ customer, times, cents }) => `${customer},${instant(times[0] ?? 0)},${daysOf(times).length},${cents}`)
    .sort();
}

/** customer, stage, instant: when each first entered purchase (the first one) and retention (the first of a second day). */
export function milestoneLines(purchases: readonly Purchase[]): string[] {
  return livesOf(purchases)
    .flatMap(({ customer, times }) => {
      const [first = 0] = times;
      const again = times.find((at) => dayOf(at) > dayOf(first));
      const entered = `${customer},purchase,${instant(first)}`;
      return again === undefined ? [entered] : [entered, `${customer},retention,${instant(again)}`];
    })
    .sort();
}

/**
 * The whole `five_stage` history of people who do nothing but buy, at midnights: customer, stage, cycle, entry_seq,
 * entered_at, exited_at. Quiet after 120 days; what follows a pause goes on at retention.
 */
export function historyLines(purchases: readonly Purchase[], asOf: number): string[] {
  return livesOf(purchases)
    .flatMap(({ customer, times }) => {
      const entries = entriesOf(daysOf(times), asOf);
      return entries.map(({ stage, cycle, at }, i) => {
        const sequence = entries.slice(0, i + 1).filter((entry) => entry.stage === stage).length;
        const exit = entries[i + 1];
        return [customer, stage, cycle, sequence, instant(at), exit ? instant(exit.at) : ''].join(',');
      });
    })
    .sort();
}

/** The `five_stage` history of those whom we wrote to and who did nothing: what we send is our act, not theirs. */
export function unmovedLines(firstMailings: ReadonlyMap<string, number>, buyers: ReadonlySet<string>, asOf: number) {
  return [...firstMailings]
    .filter(([customer]) => !buyers.has(customer))
    .flatMap(([customer, at]) => {
      const lostAt = at + 90 * DAY;
      const reached = `${customer},awareness,1,1,${instant(at)},`;
      return lostAt > asOf ? [reached] : [reached + instant(lostAt), `${customer},lost,1,1,${instant(lostAt)},`];
    })
    .sort();
}

function entriesOf(days: readonly number[], asOf: number): { stage: string; cycle: number; at: number }[] {
  const entries: { stage: string; cycle: number; at: number }[] = [];
  let cycle = 1;
  for (const [i, at] of days.entries()) {
    const next = days[i + 1];
    if (i === 0) entries.push({ stage: 'purchase', cycle, at });
    if (i > 0 && entries.at(-1)?.stage !== 'retention') entries.push({ stage: 'retention', cycle, at });
    const isQuiet = next === undefined ? at + QUIET <= asOf : next - at > QUIET;
    if (isQuiet) entries.push({ stage: 'dormant', cycle: cycle++, at: at + QUIET });
  }
  return entries;
}

function livesOf(purchases: readonly Purchase[]): { customer: string; times: number[]; cents: number }[] {
  return [...groupBy(purchases, ({ customer }) => customer)].map(([customer, own]) => ({
    customer,
    times: own.map(({ at }) => at).sort((a, b) => a - b),
    cents: own.reduce((sum, { cents }) => sum + cents, 0),
  }));
}

function daysOf(times: readonly number[]): number[] {
  return [...new Set(times.map(dayOf))];
}

function dayOf(at: number): number {
  return at - (at % DAY);
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
