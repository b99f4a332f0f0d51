import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { configSchema } from '../../../schemas/config.ts';
import { runInProcess } from './in-process.ts';

test('a key is told once, alone on standard output, with the entry that knows it by its hash alone', async () => {
  const { stdout, stderr } = await runInProcess('/nowhere', 'key', '--source', 'web', '--name', 'website');
  expect(stdout).toMatch(/^lk_web_[\w-]{43}\n$/);
  expect(stderr).not.toContain(stdout.trim());
  const entry = JSON.parse(/^ {2}(\{.+\})$/m.exec(stderr)?.[1] ?? '') as object;
  expect(configSchema.parse({ writeKeys: [entry] }).writeKeys).toEqual([
    { source: 'web', name: 'website', sha256: createHash('sha256').update(stdout.trim()).digest('hex') },
  ]);
  expect(stderr).toMatch(/to rotate: add the new key beside the old/);
});

test('no key is made twice', async () => {
  const keys = [];
  for (const source of ['sales', 'sales'])
    keys.push((await runInProcess('/nowhere', 'key', '--source', source)).stdout);
  expect(new Set(keys).size).toBe(2);
});
