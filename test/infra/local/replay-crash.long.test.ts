import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lakeFolder } from '../../../infra/local/home.ts';
import { replayRejects } from '../../../infra/local/replay/replay.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { linesInLake } from '../lake-lines.ts';
import { type LocalHome, makeHome } from './local-home.ts';
import { keysOf, landRejects, post, rejectOf, unknown, wider } from './rejects.ts';

let home: LocalHome;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

/** A lake that dies at its nth write, before or after it. */
function mortal(lake: Lake, { at, isWritten }: { at: number; isWritten: boolean }): Lake {
  let puts = 0;
  return {
    ...lake,
    async putIfAbsent(key, bytes) {
      puts += 1;
      if (puts !== at) return lake.putIfAbsent(key, bytes);
      if (isWritten) await lake.putIfAbsent(key, bytes);
      throw new Error('killed');
    },
  };
}

const replay = (lake: Lake, reason?: string) =>
  replayRejects({
    lake,
    lakeFolder: lakeFolder(home.path),
    judge: wider,
    ...(reason === undefined ? {} : { reason }),
  });

const landedIds = async () => (await linesInLake(lakeFolder(home.path), 'raw/')).map((line) => line.event_id).sort();

describe('a replay that is killed', () => {
  test.each([false, true])('between landing and remembering (remembered: %s) lands once', async (isWritten) => {
    await post(home.lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2')}`);
    await expect(replay(mortal(home.lake, { at: 2, isWritten }))).rejects.toThrow('killed');
    expect(await landedIds()).toEqual(['e1', 'e2']);
    const again = await replay(home.lake);
    expect(again).toMatchObject(isWritten ? { already_replayed: 2 } : { replayed: 2, already_replayed: 0 });
    expect(await landedIds()).toEqual(['e1', 'e2']);
  });

  test('anywhere, whatever was asked for, and again, lands each line once', async () => {
    const CODES = ['unknown_event', 'missing_field', 'wrong_type'];
    const code = fc.constantFrom(...CODES);
    const objects = fc.array(fc.array(code, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
    const tries = fc.array(
      fc.record({
        reason: fc.option(code, { nil: undefined }),
        at: fc.integer({ min: 1, max: 5 }),
        isWritten: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(objects, tries, async (rejected, runs) => {
        home.remove();
        home = makeHome();
        for (const [o, codes] of rejected.entries())
          await landRejects(home.lake, ...codes.map((c, i) => reject(o, i, c)));
        for (const { reason, ...death } of runs) await replay(mortal(home.lake, death), reason).catch(() => {});
        await replay(home.lake);
        expect(await landedIds()).toEqual(rejected.flatMap((codes, o) => codes.map((_, i) => `e${o}-${i}`)).sort());
        const before = await keysOf(home.lake);
        expect(await replay(home.lake)).toMatchObject({ replayed: 0, already_replayed: rejected.flat().length });
        expect(await keysOf(home.lake)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  test('or has another beside it lands each line once', async () => {
    await post(home.lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2')}`);
    await Promise.all([replay(home.lake), replay(home.lake, 'unknown_event'), replay(home.lake)]);
    expect(await landedIds()).toEqual(['e1', 'e2']);
    expect(await keysOf(home.lake, 'replayed/')).toHaveLength(1);
  });

  const reject = (object: number, index: number, code: string) =>
    rejectOf(unknown(`e${object}-${index}`), { reason: { code, path: '$', message: '' } });
});

describe('a replayed reject', () => {
  test('counts once after a refresh, also when its sender has sent it again', { timeout: 240_000 }, async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await post(home.lake, '/v1/events/web', `${unknown('e1')}\n${unknown('e2')}`);
    await replay(home.lake);
    await post(home.lake, '/v1/events/web', unknown('e1').replace('page_seen', 'page_viewed'));
    await replay(home.lake);
    await home.refresh();
    vi.restoreAllMocks();
    expect(await home.rows('select event_id from events order by event_id')).toEqual([
      { event_id: 'e1' },
      { event_id: 'e2' },
    ]);
  });
});

describe('lifecycle replay', () => {
  test('prints one line of JSON, says when nothing changed, and names the codes that there are', async () => {
    await post(home.lake, '/v1/events/web', unknown('e1'));
    await landRejects(home.lake, rejectOf(unknown('e2', { event_name: 'page_viewed' })));
    const first = home.lifecycle('replay');
    expect([first.status, JSON.parse(first.stdout)]).toEqual([
      0,
      { rejects: 2, replayed: 1, still_rejected: 1, already_replayed: 0, seconds: expect.any(Number) },
    ]);
    const second = home.lifecycle('replay', '--source', 'web');
    expect(JSON.parse(second.stdout)).toMatchObject({ replayed: 0, already_replayed: 1 });
    expect(second.stderr).toContain('nothing changed: 1 still rejected, 1 replayed before');
    const other = home.lifecycle('replay', '--reason', 'too_large');
    expect([other.status, other.stderr]).toEqual([0, expect.stringContaining('There are unknown_event (2)')]);
  });
});
