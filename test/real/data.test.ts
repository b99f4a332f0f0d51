import { afterEach, expect, it, vi } from 'vitest';
import { isMissing } from './data.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('skips aloud where a developer has no real purchases', () => {
  vi.stubEnv('LIFECYCLE_DATA', '/nowhere');
  vi.stubEnv('CI', '');
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(isMissing('cdnow')).toBe(true);
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^\[real\] SKIPPED, .*cdnow is missing\. .*LIFECYCLE_DATA/)],
  ]);
});

it('fails in CI without them', () => {
  vi.stubEnv('LIFECYCLE_DATA', '/nowhere');
  vi.stubEnv('CI', '1');
  expect(() => isMissing('complete-journey')).toThrow(
    /complete-journey is missing\. Let LIFECYCLE_DATA name the folder/,
  );
});
