import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityLines, cohortLines, type Purchase } from '../published/cdnow-golden.ts';
import { COMPLETE_JOURNEY_AS_OF, completeJourneyEvents } from './complete-journey.ts';
import { isMissing, readData } from './data.ts';
import { type RealWorld, throughTheDoor } from './door.ts';
import { customerLines, milestoneLines, monthlyLines, unmovedLines } from './expected.ts';
import { ACTIVITY, BUYERS, COHORTS, HISTORY, MILESTONES, MONTHLY } from './questions.ts';

const MINUTES = 60_000;
const AS_OF = Date.parse(COMPLETE_JOURNEY_AS_OF);

const rowsOf = (name: string) =>
  readData(`complete-journey/${name}`)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

/** Baskets by a loop of its own over the lines of the file. */
function basketsOf(rows: string[][]): Purchase[] {
  const baskets = new Map<string, Purchase>();
  for (const [household, , basket = '', , , dollars, , , , , time = ''] of rows) {
    const found = baskets.get(basket) ?? { customer: `household-${household}`, at: Date.parse(time), cents: 0 };
    baskets.set(basket, { ...found, cents: found.cents + Math.round(Number(dollars) * 100) });
  }
  return [...baskets.values()];
}

/** When each household was first written to, in epoch milliseconds. */
function firstMailings(): Map<string, number> {
  const starts = new Map(
    rowsOf('campaign_descriptions.csv').map(([campaign, , start = '']) => [campaign, Date.parse(start)]),
  );
  const first = new Map<string, number>();
  for (const [campaign, household] of rowsOf('campaigns.csv')) {
    const [key, at] = [`household-${household}`, starts.get(campaign) ?? Number.NaN];
    first.set(key, Math.min(at, first.get(key) ?? at));
  }
  return first;
}

describe.skipIf(isMissing('complete-journey'))('The Complete Journey, through the door', () => {
  let world: RealWorld;
  let transactions: string[][];
  let baskets: Purchase[];

  beforeAll(async () => {
    transactions = rowsOf('transactions_sample.csv.gz');
    baskets = basketsOf(transactions);
    world = await throughTheDoor(completeJourneyEvents(), COMPLETE_JOURNEY_AS_OF);
  }, 8 * MINUTES);
  afterAll(() => world?.remove());

  it('lets every basket, mailing and redemption in, once', async () => {
    const [mailings, redemptions] = [rowsOf('campaigns.csv').length, rowsOf('coupon_redemptions.csv').length];
    const all = baskets.length + mailings + redemptions;
    expect(world.imported).toMatchObject({ received: all, accepted: all, rejected: 0 });
    expect(world.refreshed).toMatchObject({ events_new: all, events_duplicate: 0, event_conflicts: 0 });
  });

  it('keeps every line of the receipts', async () => {
    const lines = `
      select count(*), sum(json_array_length(properties, '$.items'))
      from events where event_name = 'order_completed'`;
    expect([transactions.length, baskets.length]).toEqual([75_000, 47_243]);
    expect(await world.lines(lines)).toEqual(['47243,75000']);
  });

  it('knows every household of the transactions, the mailings and the redemptions', async () => {
    const mailed = rowsOf('campaigns.csv').map(([, household]) => `household-${household}`);
    const redeeming = rowsOf('coupon_redemptions.csv').map(([household]) => `household-${household}`);
    const households = new Set([...baskets.map(({ customer }) => customer), ...mailed, ...redeeming]);
    expect((await world.lines('select user_id from customers')).sort()).toEqual([...households].sort());
  });

  it('counts orders and revenue to the cent', async () => {
    const cents = transactions.reduce((sum, [, , , , , dollars]) => sum + Math.round(Number(dollars) * 100), 0);
    const totals = 'select count(distinct customer_id), count(*), sum(amount_minor) from purchases';
    expect(await world.lines(totals)).toEqual([`2377,47243,${cents}`]);
  });

  it('knows of each household the first purchase, the purchase days and the revenue', async () => {
    expect((await world.lines(BUYERS)).sort()).toEqual(customerLines(baskets));
  });

  it('has the orders, revenue and new customers of every month', async () => {
    expect((await world.lines(MONTHLY)).sort()).toEqual(monthlyLines(baskets));
  });

  it('moves each household into purchase at its first basket and into retention on its second day', async () => {
    expect((await world.lines(MILESTONES)).sort()).toEqual(milestoneLines(baskets));
  });

  it('leaves a household that was only written to at awareness, and loses it after 90 days', async () => {
    const buyers = new Set(baskets.map(({ customer }) => customer));
    const unmoved = (await world.lines(HISTORY)).filter((line) => !buyers.has(line.split(',')[0] ?? ''));
    expect(unmoved.sort()).toEqual(unmovedLines(firstMailings(), buyers, AS_OF));
    expect(unmoved.length).toBeGreaterThan(0);
  });

  it('has the cohorts of a loop over the baskets, row for row', async () => {
    const purchased = (await world.lines(COHORTS)).filter((line) => line.startsWith('purchased,'));
    expect(purchased).toEqual(cohortLines('purchased', baskets, AS_OF));
  });

  it('has the purchase activity of a loop over the baskets, row for row', async () => {
    const purchase = (await world.lines(ACTIVITY)).filter((line) => line.startsWith('purchase,'));
    expect(purchase).toEqual(activityLines('purchase', baskets, AS_OF));
  });
});
