import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeHome } from './local-home.ts';

describe('lifecycle start, asked wrongly', () => {
  const home = makeHome();
  afterAll(() => home.remove());

  test('tells how it is used, by examples', () => {
    const { status, stdout } = home.lifecycle('start', '--help');
    expect(status).toBe(0);
    for (const word of ['--empty', '--speed', 'PORT=8080', 'start --speed 3600']) expect(stdout).toContain(word);
  });

  test.each([
    ['a story that stands still', ['--speed', '0'], '--speed is 0. Give a number above 0'],
    ['a story without a company', ['--empty', '--speed', '60'], 'Leave out --empty or --speed'],
  ])('refuses %s', (_, words, says) => {
    const { status, stderr } = home.lifecycle('start', ...words);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
    expect(existsSync(join(home.path, 'lake'))).toBe(false);
  });

  test('names a state that cannot be read, and the way out', () => {
    writeFileSync(join(home.path, 'sample.json'), '{');
    const { status, stderr } = home.lifecycle('start');
    expect(status).toBe(2);
    expect(stderr).toMatch(/sample\.json cannot be used: .+ Remove it/);
  });
});
