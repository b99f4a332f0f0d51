import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundles, LAMBDA_LIMIT_BYTES, oversized, programs } from '../../infra/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every folder of lambdas/ with a handler is a program, and so is the command line', () => {
  expect(programs(root)).toEqual(
    expect.arrayContaining([
      { name: 'ingest', entry: 'lambdas/ingest/handler.ts', out: 'dist/lambdas/ingest/index.mjs', isLambda: true },
      { name: 'land', entry: 'lambdas/land/handler.ts', out: 'dist/lambdas/land/index.mjs', isLambda: true },
      { name: 'lifecycle', entry: 'infra/local/main.ts', out: 'dist/lifecycle.mjs', isLambda: false },
    ]),
  );
  expect(programs(root).map(({ name }) => name)).not.toContain('lib');
});

test('every function fits, with its SDK clients, and exports its handler', async () => {
  const built = await bundles(
    root,
    programs(root).filter(({ isLambda }) => isLambda),
  );
  expect(built.length).toBeGreaterThanOrEqual(2);
  expect(oversized(built)).toEqual([]);
  for (const { content } of built) expect(new TextDecoder().decode(content)).toMatch(/export\{[^}]*\bhandler\b/);
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
