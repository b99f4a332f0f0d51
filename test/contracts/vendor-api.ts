import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GetOptions } from '../../lambdas/lib/vendors/get-json.ts';
import type { ObjectName, VendorApi } from '../../lambdas/lib/vendors/vendor-api.ts';
import { type VendorDouble, vendorDouble } from '../doubles/vendor-api.ts';

type Open = (options: Omit<GetOptions, 'vendor'>) => VendorApi;

/** What is recorded of a vendor: an object, where it is asked for, and one that is not there. */
export interface RecordedOf {
  open: Open;
  object: ObjectName;
  path: string;
  missing: ObjectName;
}

const TOKEN = 'a-token-that-nobody-may-see';
const ATTEMPTS = 3;

/** What every read API of a vendor does, over real HTTP. */
export function vendorApiContract(vendor: string, { open, object, path, missing }: RecordedOf): void {
  describe(`a read API: ${vendor}`, () => {
    let double: VendorDouble;
    let waits: number[];
    let api: VendorApi;
    beforeAll(async () => {
      double = await vendorDouble(vendor);
    });
    afterAll(() => double.close());
    beforeEach(() => {
      waits = [];
      double.reset();
      api = open({ ...options(), baseUrl: double.url });
    });

    const options = () => ({
      token: TOKEN,
      clock: () => Date.parse('2026-03-01T12:00:00Z'),
      timeoutMs: 2_000,
      retry: { attempts: ATTEMPTS, random: () => 0, sleep: async (wait: number) => waits.push(wait) },
    });
    const asked = () => double.asked.filter((each) => each.split('?')[0] === path).length;

    test('reads an object with the token', async () => {
      expect(api.knows(object.type)).toBe(true);
      const answer = await api.read(object);
      expect(answer).toMatchObject({ kind: 'found', object: double.recorded(path) });
      expect(double.authorization()).toBe(`Bearer ${TOKEN}`);
    });

    test('knows no type but its own', () => {
      for (const type of ['', 'nothing', 'toString', '__proto__', '../contact']) expect(api.knows(type)).toBe(false);
    });

    test('says gone of what is not there', async () => {
      expect(await api.read(missing)).toEqual({ kind: 'gone' });
      expect(waits).toEqual([]);
    });

    test.each([
      ['seconds', '3', 3_000],
      ['a date', 'Sun, 01 Mar 2026 12:00:07 GMT', 7_000],
    ])('waits as long as the vendor asks, in %s, and asks again', async (_, header, wait) => {
      double.answer(path, { status: 429, headers: { 'retry-after': header } }, 1);
      expect(await api.read(object)).toMatchObject({ kind: 'found' });
      expect(waits).toEqual([wait]);
    });

    test('does not wait longer than a minute', async () => {
      double.answer(path, { status: 429, headers: { 'retry-after': '61' } });
      expect(await api.read(object)).toEqual({ kind: 'failed', reason: 'answered 429' });
      expect(waits).toEqual([]);
    });

    test.each([500, 502, 503, 504, 408, 425, 429])('tries again after %i, and gives up', async (status) => {
      double.answer(path, { status });
      expect(await api.read(object)).toEqual({ kind: 'failed', reason: `answered ${status}` });
      expect(asked()).toBe(ATTEMPTS);
    });

    test.each([
      ['no JSON', { body: '<html>' }, 'answered no JSON object'],
      ['an array', { body: [] }, 'answered no JSON object'],
      [
        'more than 1 MB',
        { body: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) },
        'answered more than 1048576 bytes',
      ],
      ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }, 'answered 302'],
      ['a wrong request', { status: 400 }, 'answered 400'],
    ])('does not ask again after %s', async (_, answer, reason) => {
      double.answer(path, answer);
      expect(await api.read(object)).toEqual({ kind: 'failed', reason });
      expect(asked()).toBe(1);
    });

    test('gives up on silence', async () => {
      double.answer(path, { status: 0 });
      const impatient = open({ ...options(), baseUrl: double.url, timeoutMs: 30 });
      expect(await impatient.read(object)).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining('timeout'),
      });
    });

    test('says why nobody can be reached', async () => {
      const nowhere = open({ ...options(), baseUrl: 'http://127.0.0.1:1' });
      expect(await nowhere.read(object)).toEqual({
        kind: 'failed',
        reason: expect.stringMatching(/^cannot be reached: ./),
      });
    });

    test.each([401, 403])('is a fault when the token is refused (%i), which is not shown', async (status) => {
      double.answer(path, { status });
      const error = await api.read(object).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(`Renew ${vendor}_token`) });
      expect(String(error)).not.toContain(TOKEN);
      expect(asked()).toBe(1);
    });

    test.each(['http://example.com', 'ftp://example.com', 'example.com', '', 'http://127.0.0.1.example.com'])(
      'sends no token to %j',
      (baseUrl) => {
        expect(() => open({ ...options(), baseUrl })).toThrow(/is no https address/);
      },
    );
  });
}
