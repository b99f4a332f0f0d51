import { queryRows } from './query.ts';

/** The pages that are looked at, by the name of their picture. */
export const PAGES = {
  overview: () => '/',
  'overview-of-another-model': () => '/?model=six_stage&period=week&cohorts=first_seen&grain=week&measure=returning',
  'overview-of-ten-stages': () => '/?model=crm_pipeline',
  changes: () => '/changes',
  people: () => '/customers',
  'people-of-a-stage': () => '/customers?stage=retention',
  found: () => '/customers?q=ana',
  'found-nobody': () => '/customers?q=nobody%40nowhere',
  customer: busiestCustomer,
  'hostile-customer': async (home: string) => `${await hostileCustomer(home)}?events=2`,
  'no-such-page': () => '/nowhere',
} satisfies Record<string, (home: string) => string | Promise<string>>;

export const PAGE_NAMES = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** The page of the customer with the most entries. */
export async function busiestCustomer(home: string): Promise<string> {
  return customerPage(
    home,
    'select customer_id from stage_history group by customer_id order by count(*) desc, customer_id limit 1',
  );
}

/** The page of the customer whose every name is markup. */
export async function hostileCustomer(home: string): Promise<string> {
  return customerPage(home, `select customer_id from customers where user_id like '%onerror%'`);
}

async function customerPage(home: string, sql: string): Promise<string> {
  const [row] = await queryRows(home, sql);
  return `/customers/${row?.customer_id}`;
}
