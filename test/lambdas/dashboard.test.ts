import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dashboardHandler } from '../../lambdas/dashboard/api-gateway.ts';
import type { Tables } from '../../lambdas/dashboard/tables.ts';
import { Fault } from '../../lambdas/lib/errors.ts';
import type { Row } from '../../lambdas/lib/warehouse/warehouse.ts';

const NO_TABLES: Tables = { read: async () => null };

/** Tables in which every select answers nothing but those whose text has one of the words. */
function tablesWith(answers: Record<string, Row[]>): Tables {
  const query = async (statement: string) =>
    Object.entries(answers).find(([word]) => statement.includes(word))?.[1] ?? [];
  const warehouse = { engine: 'duckdb' as const, query, run: async () => ({ rows: null }), close: async () => {} };
  return { read: (work) => work(warehouse) };
}

const REFRESHED = {
  'from refreshes as f\ncross': [
    {
      run_id: 'run_1',
      as_of: '2026-06-24T09:00:00.000Z',
      finished_at: '2026-06-24T09:01:00.000Z',
      time_zone: 'Europe/Madrid',
      reporting_currency: 'JPY',
      default_model: 'small',
    },
  ],
  'from stage_models as m': [
    { model: 'small', model_version: 1, title: 'Small', stages: ['lead', 'customer'], quiet_stages: ['lost'] },
  ],
};

function ask(tables: Tables, path: string, { method = 'GET', log = [] as string[] } = {}) {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const keep = (message: string, fields?: object) => void log.push(`${message} ${JSON.stringify(fields)}`);
  const handler = dashboardHandler({ tables, metrics: [], log: { info: keep, error: keep } });
  return handler({ rawPath, rawQueryString, requestContext: { http: { method } } });
}

describe('a page', () => {
  test('carries a policy that lets nothing in, and names its own style by hash', async () => {
    const { headers = {}, body = '' } = await ask(NO_TABLES, '/');
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining(`default-src 'none'; style-src 'sha256-${hash}'`),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(body).not.toMatch(/https?:|<script|style="/);
  });

  test('says kindly what to do before the first refresh', async () => {
    for (const tables of [NO_TABLES, tablesWith({})]) {
      const { statusCode, body } = await ask(tables, '/customers');
      expect(statusCode).toBe(200);
      expect(body).toContain('npm run lifecycle -- refresh');
    }
  });

  test('is answered to HEAD without its body, and to nothing else', async () => {
    expect(await ask(NO_TABLES, '/', { method: 'HEAD' })).toMatchObject({ statusCode: 200, body: '' });
    const posted = await ask(NO_TABLES, '/', { method: 'POST' });
    expect(posted).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
  });

  test.each([
    '/nowhere',
    '/customers/',
    '/customers/ana',
    '/customers/c_0123456789abcde',
    "/customers/c_0123456789abcdef'",
    '//evil.example',
    '/%zz',
  ])('does not exist at %s', async (path) => {
    expect((await ask(tablesWith(REFRESHED), path)).statusCode).toBe(404);
  });

  test.each(['/?model=nobody', '/customers?stage=nowhere', '/customers/c_0123456789abcdef'])(
    'says what there is instead of %s',
    async (path) => {
      const { statusCode, body } = await ask(tablesWith(REFRESHED), path);
      expect(statusCode).toBe(404);
      expect(body).not.toMatch(/nobody<|nowhere/);
    },
  );

  test('stands where all is empty', async () => {
    for (const path of [
      '/',
      '/?model=small',
      '/?model=small%401&grain=decade',
      '/changes?page=-1',
      '/customers?page=1e9',
    ]) {
      expect([path, (await ask(tablesWith(REFRESHED), path)).statusCode]).toEqual([path, 200]);
    }
  });

  test('that cannot be made tells the reader little and the log all', async () => {
    const log: string[] = [];
    const broken: Tables = { read: () => Promise.reject(new Fault('[warehouse] the disk <b>is gone</b>')) };
    const { statusCode, body } = await ask(broken, '/', { log });
    expect(statusCode).toBe(500);
    expect(body).not.toContain('disk');
    expect(log.join()).toContain('is gone');
  });

  test('leads on from an id that a customer once had', async () => {
    const tables = tablesWith({
      ...REFRESHED,
      customer_redirects: [{ customer_id: 'c_00000000000000aa', found_by: 'c_00000000000000bb' }],
    });
    expect(await ask(tables, '/customers/c_00000000000000bb')).toMatchObject({
      statusCode: 302,
      headers: { location: '/customers/c_00000000000000aa' },
    });
  });
});
