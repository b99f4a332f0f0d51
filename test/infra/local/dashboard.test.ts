import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCatalog } from '../../../infra/local/catalog.ts';
import { type LocalDashboard, metricsOf, openLocalDashboard } from '../../../infra/local/dashboard.ts';
import { doorsAndPages } from '../../../infra/local/server.ts';
import { type LocalHome, makeHome } from './local-home.ts';

const order = (id: string, user: string, at: string) => ({
  event_id: id,
  event_name: 'order_completed',
  occurred_at: `${at}T10:00:00.000Z`,
  user_id: user,
  email: `${user}@example.com`,
  properties: { order_id: id, amount_minor: 4990, currency: 'USD' },
});

let home: LocalHome;
let dashboard: LocalDashboard;
const requestOf = (path: string, host = '127.0.0.1:4100') => {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  return {
    rawPath,
    rawQueryString,
    headers: { host },
    isBase64Encoded: false,
    requestContext: { http: { method: 'GET' } },
  };
};
const ask = (path: string, host?: string) => dashboard.handler(requestOf(path, host));

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  home = makeHome();
  dashboard = openLocalDashboard(home.path);
}, 120_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await dashboard.close();
  home.remove();
});

describe('the local dashboard', () => {
  it('welcomes before the first refresh, then shows each refresh as soon as it is published', async () => {
    expect((await ask('/')).body).toContain('Nobody is here yet');
    await home.land(order('o1', 'ana', '2026-05-28'));
    await home.refresh();
    const under = ask('/customers');
    expect((await ask('/customers')).body).toContain('1 person, last active first');
    await home.land(order('o2', 'bob', '2026-05-29'));
    await home.refresh({ asOf: '2026-06-02T00:00:00.000Z' });
    expect((await under).body).toContain('ana@example.com');
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('/customers')));
    for (const { body } of answers) expect(body).toContain('2 people, last active first');
  });

  it.each([
    '/',
    '/?model=crm_pipeline&period=week&cohorts=registered&grain=week&measure=returning',
    '/changes?page=7',
    '/customers?stage=purchase&model=five_stage',
  ])('answers %s', async (path) => {
    expect((await ask(path)).statusCode).toBe(200);
  });

  it.each([`' or 1=1 --`, `'; drop table customers; --`, '%', '\u0000', 'x'.repeat(5000), '\\', 'email:'])(
    'takes a search for %j as a text and nothing else',
    async (sought) => {
      const { statusCode, body } = await ask(`/customers?q=${encodeURIComponent(sought)}`);
      expect(statusCode).toBe(200);
      if (sought !== '\u0000' && sought !== 'email:') expect(body).toContain('0 people found');
    },
  );

  it('leads from a search to a page with everything in it', async () => {
    const { body = '' } = await ask('/customers?q=ANA%40example.com');
    const path = /href="(\/customers\/c_[0-9a-f]{16})"/.exec(body)?.[1] ?? '';
    const page = (await ask(path)).body;
    for (const text of ['ana@example.com', 'Five stage', 'Sterne cutler', 'Order completed', '$49.90'])
      expect(page).toContain(text);
  });

  it('refuses who calls it by a name that is not this machine', async () => {
    expect((await ask('/', 'evil.example:4100')).statusCode).toBe(421);
    for (const host of ['localhost', 'LOCALHOST:1', '[::1]:4100']) expect((await ask('/', host)).statusCode).toBe(200);
  });

  it('leaves the doors to the doors', async () => {
    const route = doorsAndPages(
      async () => ({ body: 'door' }),
      async () => ({ body: 'page' }),
    );
    const bodyOf = async (path: string) => ((await route(requestOf(path))) as { body: string }).body;
    for (const path of ['/v1/events/web', '/v1/batch', '/webhooks/stripe', '/health'])
      expect(await bodyOf(path)).toBe('door');
    for (const path of ['/', '/customers', '/healthy', '/v2']) expect(await bodyOf(path)).toBe('page');
  });

  it('shows the metrics in the order of the stages that they belong to', () => {
    const names = metricsOf(loadCatalog()).map(({ name }) => name);
    expect(names.indexOf('lead_conversion_ratio')).toBeLessThan(names.indexOf('revenue'));
    expect(names.indexOf('revenue')).toBeLessThan(names.indexOf('customer_retention_ratio'));
  });
});
