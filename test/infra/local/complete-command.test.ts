import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { remarksOn } from '../../../infra/local/complete/remarks.ts';
import { type VendorDouble, vendorDouble } from '../../doubles/vendor-api.ts';
import { runInProcess } from './in-process.ts';
import { type LocalHome, makeHome } from './local-home.ts';

const DEAL = '/crm/v3/objects/deals/9001';
const folder = mkdtempSync(join(tmpdir(), 'lifecycle-secrets-'));
let home: LocalHome;
let api: VendorDouble;

beforeAll(async () => {
  api = await vendorDouble('hubspot');
  home = makeHome();
  for (const provider of ['hubspot', 'salesforce'])
    await home.land({
      ...{ event_id: `${provider}:1`, event_name: 'opportunity_created', provider, properties: { deal_id: '9001' } },
      ...{ occurred_at: '2026-03-02T09:00:00.000Z' },
      context: { needs_refetch: true, object: { type: provider === 'hubspot' ? 'deal' : 'Opportunity', id: '9001' } },
    });
});
afterEach(() => {
  api.reset();
  process.exitCode = undefined;
});
afterAll(async () => {
  home.remove();
  rmSync(folder, { recursive: true });
  await api.close();
});

/** Runs `lifecycle complete` with these secrets. */
function complete(secrets: object, ...words: string[]) {
  const file = join(folder, 'secrets.json');
  writeFileSync(file, JSON.stringify(secrets));
  vi.stubEnv('LIFECYCLE_SECRETS', file);
  return runInProcess(home.path, 'complete', ...words);
}

test.each([
  ['a vendor without a token', {}, ['--provider', 'hubspot'], 'hubspot_token is not set up. Put it into'],
  [
    'a vendor without an address',
    { salesforce_token: 'a' },
    ['--provider', 'salesforce'],
    'where salesforce answers. Give --url',
  ],
  [
    'an address that is none',
    { hubspot_token: 'a' },
    ['--provider', 'hubspot', '--url', 'x'],
    '"x" is no https address',
  ],
  ['an address of nobody', {}, ['--url', 'https://example.com'], 'Name it with --provider'],
  ['a vendor without a read API', {}, ['--provider', 'shopify'], 'Give one of hubspot, salesforce'],
])('refuses %s', async (_, secrets, words, says) => {
  const error = await complete(secrets, ...words).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(says) });
});

test('tells who waits when nothing is set up', async () => {
  const { stdout, stderr } = await complete({});
  expect(JSON.parse(stdout)).toMatchObject({ asked: 0, completed: 0, gone: 0, failed: 0 });
  expect(stderr).toContain('[complete] 1 objects of salesforce wait: no read API of it is set up');
});

test('ends with 1 when a vendor does not answer', async () => {
  api.answer(DEAL, { status: 400 });
  const { stdout, stderr } = await complete({ hubspot_token: 'a' }, '--provider', 'hubspot', '--url', api.url);
  expect(JSON.parse(stdout)).toMatchObject({ asked: 1, failed: 1 });
  expect(stderr).toContain('[complete] hubspot deal 9001 answered 400\n');
  expect(process.exitCode).toBe(1);
});

test('lets no id steer the terminal', () => {
  const counts = { asked: 1, completed: 0, rejected: 0, gone: 0, failed: 1, unreadable: [] };
  const waiting = new Map([['a\u001b[2J', 1]]);
  const remarks = remarksOn({ ...counts, reasons: ['hubspot deal \u001b]0;owned\u0007 answered 400'], waiting });
  expect(remarks.filter((remark) => remark.includes('\u001b'))).toEqual([]);
  expect(remarks[0]).toBe('hubspot deal \ufffd]0;owned\ufffd answered 400');
});

test('prints one JSON line, and says what comes next', async () => {
  const words = ['--provider', 'hubspot', '--url', api.url];
  const { stdout, stderr } = await complete({ hubspot_token: 'a' }, ...words);
  expect(JSON.parse(stdout)).toMatchObject({ asked: 1, completed: 1, rejected: 0, gone: 0, failed: 0 });
  expect(stderr).toContain('[complete] 1/1 objects, 1 completed\n');
  expect(stderr).toContain('`lifecycle refresh` brings');
  expect(stderr).not.toContain('salesforce');
  expect(process.exitCode).toBeUndefined();
  expect((await complete({ hubspot_token: 'a' }, ...words)).stderr).toContain(
    'nothing to ask for: every event is whole',
  );
});
