import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Purchase, purchasesOf } from '../published/cdnow-golden.ts';
import { CDNOW_AS_OF, cdnowEvents } from './cdnow.ts';
import { isMissing, readData } from './data.ts';
import { type RealWorld, throughTheDoor } from './door.ts';
import { customerLines, historyLines, monthlyLines } from './expected.ts';
import { ACTIVITY, BUYERS, COHORTS, HISTORY, MONTHLY } from './questions.ts';

const MINUTES = 60_000;

const golden = (name: string) =>
  readFileSync(new URL(`../published/${name}.csv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);

describe.skipIf(isMissing('cdnow'))('the CDNOW sample, through the door', () => {
  let world: RealWorld;
  let purchases: Purchase[];

  beforeAll(async () => {
    const sample = purchasesOf(readData('cdnow/CDNOW_sample.txt'));
    purchases = sample.map((purchase) => ({ ...purchase, customer: `cdnow-${purchase.customer}` }));
    world = await throughTheDoor({ sales: cdnowEvents() }, CDNOW_AS_OF);
  }, 5 * MINUTES);
  afterAll(() => world?.remove());

  it('lets every line in, once', async () => {
    expect(world.imported).toMatchObject({ received: 6919, accepted: 6919, rejected: 0 });
    expect(world.refreshed).toMatchObject({ events_new: 6919, events_duplicate: 0, event_conflicts: 0 });
  });

  it('answers on the command line', async () => {
    const query = 'select first_purchased_at, purchase_days, revenue_minor from customers order by user_id limit 1';
    const printed = await world.lifecycle('query', query, '--format', 'json');
    expect(JSON.parse(printed)).toEqual([
      { first_purchased_at: '1997-01-01T00:00:00.000Z', purchase_days: 4, revenue_minor: 10050 },
    ]);
  });

  it('counts customers, orders and revenue to the cent', async () => {
    const totals = 'select count(distinct customer_id), count(*), sum(amount_minor) from purchases';
    const cents = purchases.reduce((sum, purchase) => sum + purchase.cents, 0);
    expect(await world.lines(totals)).toEqual([`2357,6919,${cents}`]);
  });

  it('repeats purchases to 1997-09-30 as often as published', async () => {
    const repeats = `
      select least(days - 1, 7) as repeats, count(*) as customers, sum(days - 1) as repeat_days
      from (
        select customer_id, count(*) as days from customer_days
        where orders > 0 and active_on <= date '1997-09-30' group by customer_id
      )
      group by repeats order by repeats`;
    const rows = (await world.lines(repeats)).map((line) => line.split(',').map(Number));
    expect(rows.map(([, customers]) => customers)).toEqual([1411, 439, 214, 100, 62, 38, 29, 64]);
    // a repeat purchase day is one after the customer's first: 2,457 of them lie in the calibration period
    expect(rows.reduce((sum, [, , days = 0]) => sum + days, 0)).toBe(2457);
  });

  it('knows of each customer the first purchase, the purchase days and the revenue', async () => {
    expect((await world.lines(BUYERS)).sort()).toEqual(customerLines(purchases));
  });

  it('has the orders, revenue and new customers of every month', async () => {
    expect((await world.lines(MONTHLY)).sort()).toEqual(monthlyLines(purchases));
  });

  it('walks each customer through purchase, retention and dormant', async () => {
    expect((await world.lines(HISTORY)).sort()).toEqual(historyLines(purchases, Date.parse(CDNOW_AS_OF)));
  });

  it('gives the pinned cohorts, and none of people who registered', async () => {
    expect(await world.lines(COHORTS)).toEqual(golden('cdnow-cohorts'));
  });

  it('gives the pinned activity', async () => {
    expect(await world.lines(ACTIVITY)).toEqual(golden('cdnow-activity'));
  });
});
