import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bus, Envelope, Outcome } from '../../../lambdas/lib/bus/bus.ts';
import { publishNotices } from '../../../lambdas/notify/publish.ts';
import type { StageChanged } from '../../../schemas/notices/stage-changed.ts';
import { type MemoryLake, memoryLake } from '../../doubles/memory-lake.ts';
import { EffectSink, faultless } from './hostile-buses.ts';
import { idOf, notices } from './notices.ts';
import { publishedIds } from './publications.ts';

/** One run as a refresh starts it: told is what the lake does not say was told. */
function run(bus: Bus, lake: MemoryLake, all: readonly StageChanged[]) {
  const published = new Set(publishedIds(lake));
  return publishNotices({
    notices: all.filter((each) => !published.has(idOf(each))),
    bus,
    lake,
    runId: 'run_2',
    clock: () => 0,
    retry: { attempts: 2, sleep: async () => {} },
  });
}

describe('a publisher killed between telling and writing down', () => {
  test.each([1, 2, 3])(
    'at page %i: the next run tells that page again under the same ids, and nothing told before',
    async (page) => {
      const all = notices(...Array.from({ length: 25 }, () => 1));
      const sink = new EffectSink();
      const lake = memoryLake();
      let puts = 0;
      lake.beforePut = () => {
        puts += 1;
        if (puts === page) throw new Error('killed');
      };
      await expect(run(faultless(sink), lake, all)).rejects.toThrow('killed');
      const before = [...sink.arrivals];
      lake.beforePut = () => {};

      await run(faultless(sink), lake, all);
      const lastPage = before.slice((page - 1) * 10);
      const neverTold = all.map(idOf).filter((id) => !before.includes(id));
      expect(sink.arrivals.slice(before.length)).toEqual([...lastPage, ...neverTold]);
      expect(sink.effects.size).toBe(all.length);
      expect(await run(faultless(sink), lake, all)).toMatchObject({ published: 0, failed: 0, held: 0 });
    },
  );
});

type Luck = 'ok' | 'busy' | 'refused' | 'silent' | 'lost answer' | 'killed';

/** A bus with a script of luck, one for each notice that comes; when the script is used up, all is well. */
function chancy(sink: EffectSink, luck: Luck[]): Bus {
  const deliver = (notice: Envelope): Outcome[] => {
    const { id } = notice;
    switch (luck.shift() ?? 'ok') {
      case 'busy':
        return [{ id, ok: false, reason: 'busy', isRetryable: true }];
      case 'refused':
        return [{ id, ok: false, reason: 'refused', isRetryable: false }];
      case 'silent':
        sink.take(notice);
        return [];
      case 'lost answer':
        sink.take(notice);
        throw new Error('socket hang up');
      default:
        return [sink.take(notice)];
    }
  };
  return { publish: async (page) => page.toReversed().flatMap(deliver) };
}

test('whatever fails and whenever it is killed: one effect for each notice, none lost, in order', async () => {
  const luck = fc.constantFrom<Luck>('ok', 'ok', 'busy', 'refused', 'silent', 'lost answer', 'killed');
  const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(lengths, fc.array(luck, { maxLength: 120 }), async (lanes, script) => {
      const all = notices(...lanes);
      const sink = new EffectSink();
      const lake = memoryLake();
      lake.beforePut = () => {
        if (script[0] === 'killed') throw new Error(String(script.shift()));
      };
      const bus = chancy(sink, script);
      for (let runs = 0; publishedIds(lake).length < all.length; runs += 1) {
        expect(runs).toBeLessThan(200);
        await run(bus, lake, all).catch((error: Error) => expect(error.message).toBe('killed'));
      }
      expect([...sink.effects.keys()].toSorted()).toEqual(all.map(idOf).toSorted());
      expect(publishedIds(lake).toSorted()).toEqual(all.map(idOf).toSorted());
      for (const sequences of sink.sequences()) expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    }),
    { numRuns: 150 },
  );
});
