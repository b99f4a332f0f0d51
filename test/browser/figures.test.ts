import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { AS_OF } from './company.ts';
import { tableRows, textsOf } from './in-page.ts';
import { busiestCustomer } from './pages.ts';
import { queryRows } from './query.ts';
import { startBrowser, visit } from './visit.ts';

const MODELS = ['five_stage', 'sterne_cutler', 'seven_points', 'six_stage', 'growth', 'crm_pipeline'];
const number = (text = '') => Number(text.replace(/[^\d.-]/g, ''));

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** What an expression finds in a page of the server. */
async function seen<T>(path: string, expression: string): Promise<T> {
  const { page, close } = await visit(browser, path);
  try {
    return (await page.evaluate(expression)) as T;
  } finally {
    await close();
  }
}

const ask = (sql: string) => queryRows(inject('home'), sql);

describe('what a page shows is what a query answers', () => {
  test.each(MODELS)('people per stage of %s', async (model) => {
    const rows = await seen<string[][]>(`/?model=${model}`, tableRows('People per stage'));
    const answer =
      await ask(`select stage, count(*) as people, count(*) filter (entered_at > timestamp '2026-06-17 09:00') as arrived
      from stage_current where model = '${model}' group by stage`);
    const shown = rows.filter(([, people]) => people !== '0');
    const spoken = (name: unknown) => String(name).replaceAll('_', ' ').toLowerCase();
    expect(
      shown
        .map(([stage, people, , arrived]) => [spoken(stage), number(people), arrived === '–' ? 0 : number(arrived)])
        .sort(),
    ).toEqual(answer.map(({ stage, people, arrived }) => [spoken(stage), people, arrived]).sort());
  });

  test('the changes of the week', async () => {
    const rows = await seen<string[][]>('/changes', tableRows('Changes of the last seven days, latest first'));
    const answer =
      await ask(`select coalesce(c.email, c.user_id, s.customer_id) as who, s.to_stage, s.published_at from stage_changes as s
      left join customers as c on c.customer_id = s.customer_id
      where s.model = 'five_stage' and s.occurred_at > timestamp '2026-06-17 09:00' order by s.occurred_at desc, s.change_id`);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(([who]) => who)).toEqual(answer.map((row) => row.who));
    rows.forEach(([, change, , told], i) => {
      expect(change?.toLowerCase()).toContain(answer[i]?.to_stage);
      expect(told === 'nobody').toBe(answer[i]?.published_at === null);
    });
  });

  test('the metrics of the last complete month', async () => {
    const values = await seen<string[]>('/', textsOf('.card .value'));
    const answer = await ask(`select metric, value from metrics
      where grain = 'month' and segment_by = 'all' and is_complete and is_mature
      qualify row_number() over (partition by metric order by period_start desc) = 1`);
    const lastOf = (metric: string) => Number(answer.find((row) => row.metric === metric)?.value);
    const percent = (metric: string) => `${Math.round(lastOf(metric) * 1000) / 10}%`;
    expect(values).toEqual([
      percent('lead_conversion_ratio'),
      String(lastOf('new_customers')),
      String(lastOf('orders')),
      `$${Math.round(lastOf('revenue') / 10_000) / 10}K`,
      percent('customer_retention_ratio'),
      percent('repeat_customer_ratio'),
    ]);
  });

  test.each(['active', 'returning'])('the cohorts, %s', async (measure) => {
    const rows = await seen<string[][]>(
      `/?cohorts=registered&grain=month&measure=${measure}`,
      tableRows(
        `Share of each cohort ${measure === 'active' ? 'active in' : 'active in or after'} each month since its start`,
      ),
    );
    const answer =
      await ask(`select cohort_size, list(round(100 * ${measure}_customers / cohort_size) order by period_index) as shares
      from cohort_retention where cohort_by = 'registered' and grain = 'month' group by cohort_start, cohort_size order by cohort_start`);
    expect(rows.map(([, size, ...shares]) => [number(size), shares.map(number)])).toEqual(
      answer.map((row) => [row.cohort_size, row.shares]),
    );
  });

  test('the latest events of each source, in the time zone of the project', async () => {
    const rows = await seen<string[][]>('/', tableRows('Latest event of each source'));
    const answer = await ask('select source, latest_occurred_at, count_events from data_freshness order by source');
    expect(rows.map(([source, , events]) => [source?.toLowerCase(), number(events)])).toEqual(
      answer.map((row) => [row.source, row.count_events]),
    );
    const [at] = await seen<string[]>('/', textsOf('.lead time'));
    expect(at).toBe('24 Jun 2026, 11:00');
    expect(AS_OF).toBe('2026-06-24T09:00:00.000Z');
  });

  test('a customer, with entries under every model, and what they did', async () => {
    const path = await busiestCustomer(inject('home'));
    const of = `where customer_id = '${path.split('/').at(-1)}'`;
    for (const [caption, sql] of [
      ['Identifiers', `select * from customer_ids ${of}`],
      ['Signals, latest first', `select * from signals ${of}`],
      ['Events, latest first', `select * from events_by_customer ${of}`],
      ['Changes found, earliest first', `select * from stage_changes ${of} and not is_baseline`],
    ] as const) {
      expect([caption, (await seen<unknown[]>(path, tableRows(caption))).length]).toEqual([
        caption,
        (await ask(sql)).length,
      ]);
    }
    const folds = await seen<string[]>(path, textsOf('.lane summary'));
    const [entries] = await ask(`select count(*) as entries from stage_history ${of}`);
    expect(folds.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(entries?.entries);
  });
});

describe('a reader finds the way', () => {
  test('from a stage to its people, to one of them, and by search to the same', async () => {
    const { page, complaints, close } = await visit(browser, '/');
    try {
      await page.getByRole('link', { name: 'Retention', exact: true }).first().click();
      await page.getByRole('heading', { name: 'People at Retention' }).waitFor();
      const person = page.locator('a.person').first();
      const name = (await person.textContent()) ?? '';
      await person.click();
      await page.getByRole('heading', { name, exact: true }).waitFor();
      const address = page.url();
      await page.getByRole('searchbox').fill(` ${name.toUpperCase()} `);
      await page.getByRole('button', { name: 'Find' }).click();
      await page.locator('a.person').first().click();
      expect(page.url()).toBe(address);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  test('an id that a customer once had leads to the customer', async () => {
    const [row] = await ask('select old_customer_id, customer_id from customer_redirects limit 1');
    const path = await seen<string>(`/customers/${row?.old_customer_id}`, 'location.pathname');
    expect(path).toBe(`/customers/${row?.customer_id}`);
  });

  test('the second page of events begins where the first ends', async () => {
    const [row] = await ask(`select customer_id from customers where user_id like '%onerror%'`);
    const events = (page: number) =>
      seen<string[][]>(`/customers/${row?.customer_id}?events=${page}`, tableRows('Events, latest first'));
    const [first, second] = [await events(1), await events(2)];
    expect([first.length, second.length]).toEqual([200, 30]);
    expect(new Set([...first, ...second].map((cells) => cells.at(-1))).size).toBe(230);
  });
});
