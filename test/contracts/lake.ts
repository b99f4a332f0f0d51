import { describe, expect, test } from 'vitest';
import type { Lake } from '../../lambdas/lib/lake/lake.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function keysOf(lake: Lake, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of lake.list(prefix)) keys.push(key);
  return keys;
}

/** What every lake does. `open` gives an empty one. */
export function lakeContract(name: string, open: () => Promise<Lake>): void {
  describe(`a lake: ${name}`, () => {
    test('gives back the bytes that were put, whatever they are', async () => {
      const lake = await open();
      const content = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      expect(await lake.putIfAbsent('raw/web/a.gz', content)).toBe('written');
      expect(Buffer.from((await lake.get('raw/web/a.gz')) ?? [])).toEqual(Buffer.from(content));
    });

    test('never replaces an object', async () => {
      const lake = await open();
      await lake.putIfAbsent('raw/a', bytes('first'));
      expect(await lake.putIfAbsent('raw/a', bytes('second'))).toBe('exists');
      expect(Buffer.from((await lake.get('raw/a')) ?? []).toString()).toBe('first');
    });

    test('has no object that was not put', async () => {
      expect(await (await open()).get('raw/none')).toBeNull();
    });

    test('keeps an empty object', async () => {
      const lake = await open();
      await lake.putIfAbsent('raw/empty', new Uint8Array());
      expect((await lake.get('raw/empty'))?.length).toBe(0);
    });

    test('lets exactly one of many writers of a key write', async () => {
      const lake = await open();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, writer) => lake.putIfAbsent('raw/one', bytes(`writer ${writer}`))),
      );
      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
    });

    test('lists by any prefix, in the order of the keys, with sizes', async () => {
      const lake = await open();
      for (const key of ['raw/b/2', 'raw/b/1', 'raw/b-c/1', 'raw/a', 'rejected/a']) {
        await lake.putIfAbsent(key, bytes(key));
      }
      expect(await keysOf(lake, 'raw/')).toEqual(['raw/a', 'raw/b-c/1', 'raw/b/1', 'raw/b/2']);
      expect(await keysOf(lake, 'raw/b')).toEqual(['raw/b-c/1', 'raw/b/1', 'raw/b/2']);
      expect(await keysOf(lake, 'r')).toHaveLength(5);
      expect(await keysOf(lake, 'none/')).toEqual([]);
      for await (const { key, size } of lake.list('')) expect(size).toBe(key.length);
    });

    test.each([
      '../a',
      'raw/../../a',
      '/a',
      'raw//a',
      'raw/',
      '',
      '.hidden',
      'raw/.',
      'raw/a b',
      'raw/é',
      'a\\b',
      'a\0',
    ])('refuses the unsafe key %j', async (key) => {
      const lake = await open();
      await expect(async () => lake.putIfAbsent(key, bytes('x'))).rejects.toThrow('is not safe');
      await expect(async () => lake.get(key)).rejects.toThrow('is not safe');
    });
  });
}
