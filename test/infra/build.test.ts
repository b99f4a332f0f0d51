import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type Bundle, bundles, LAMBDA_LIMIT_BYTES, oversized, programs } from '../../infra/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every folder of lambdas/ with a handler is a program, and so is the command line', () => {
  expect(programs(root)).toEqual(
    expect.arrayContaining([
      { name: 'ingest', entry: 'lambdas/ingest/handler.ts', out: 'dist/lambdas/ingest/index.mjs', isLambda: true },
      {
        name: 'ingest-relay',
        entry: 'lambdas/ingest/relay/handler.ts',
        out: 'dist/lambdas/ingest-relay/index.mjs',
        isLambda: true,
      },
      { name: 'land', entry: 'lambdas/land/handler.ts', out: 'dist/lambdas/land/index.mjs', isLambda: true },
      { name: 'lifecycle', entry: 'infra/local/main.ts', out: 'dist/lifecycle.mjs', isLambda: false },
    ]),
  );
  expect(programs(root).map(({ name }) => name)).not.toContain('lib');
});

const lambdas = programs(root).filter(({ isLambda }) => isLambda);

let built: Bundle[];
beforeAll(async () => {
  built = await bundles(root, lambdas);
});

test('every function fits, with its SDK clients', () => {
  expect(built.map(({ bytes }) => bytes > 1_000)).toEqual(lambdas.map(() => true));
  expect(oversized(built)).toEqual([]);
});

test.each(lambdas)('the bundle of $name starts by itself and asks for its first variable', ({ name }) => {
  const bundle = built.find((candidate) => candidate.name === name);
  const file = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'index.mjs');
  writeFileSync(file, bundle?.content ?? '');
  const start = `const { handler } = await import(${JSON.stringify(file)}); await handler({ Records: [] });`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', start], {
    encoding: 'utf8',
    env: {},
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Fault: \[env\] \w+ is not set/);
});

test('a function above the limit is named; the command line may be larger', () => {
  const large = { isLambda: true, bytes: LAMBDA_LIMIT_BYTES + 1 };
  expect(oversized([{ ...large, name: 'fit' }])).toEqual([
    expect.stringMatching(/^\[build\] fit has 750001 bytes, above 750000/),
  ]);
  expect(
    oversized([
      { ...large, name: 'land', bytes: LAMBDA_LIMIT_BYTES },
      { ...large, name: 'lifecycle', isLambda: false },
    ]),
  ).toEqual([]);
});
