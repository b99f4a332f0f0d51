import { beforeEach, describe, expect, test } from 'vitest';
import type { Bus } from '../../../lambdas/lib/bus/bus.ts';
import { type PublishInput, publishNotices } from '../../../lambdas/notify/publish.ts';
import type { StageChanged } from '../../../schemas/notices/stage-changed.ts';
import { type MemoryLake, memoryLake } from '../../doubles/memory-lake.ts';
import * as hostile from './hostile-buses.ts';
import { idOf, notice, notices } from './notices.ts';
import { publications, publishedIds } from './publications.ts';

const NOW = Date.UTC(2026, 2, 1, 9, 30);
let sink: hostile.EffectSink;
let lake: MemoryLake;

beforeEach(() => {
  sink = new hostile.EffectSink();
  lake = memoryLake();
});

const publish = (bus: Bus, told: readonly StageChanged[], options: Partial<PublishInput> = {}) =>
  publishNotices({
    notices: told,
    bus,
    lake,
    runId: 'run_2',
    clock: () => NOW,
    retry: { sleep: async () => {} },
    ...options,
  });

describe('the publisher', () => {
  test('tells everything, each customer in order, and writes down what it told and when', async () => {
    const told = [...notices(3, 1, 2), notice('c_0', 1, 'growth')];
    expect(await publish(hostile.faultless(sink), told.toReversed())).toEqual({
      published: 7,
      failed: 0,
      held: 0,
      reasons: [],
    });
    expect(sink.sequences().toSorted()).toEqual([[1], [1], [1, 2], [1, 2, 3]]);
    expect(publishedIds(lake).toSorted()).toEqual(told.map(idOf).toSorted());
    expect(publications(lake)[0]?.[0]).toMatchObject({ published_at: '2026-03-01T09:30:00.000Z', run_id: 'run_2' });
    for (const key of lake.objects.keys()) {
      expect(key).toMatch(/^publications\/published_date=2026-03-01\/[0-9a-f]{64}\.ndjson\.gz$/);
    }
  });

  test('writes nothing where there is nothing to tell', async () => {
    expect(await publish(hostile.faultless(sink), [])).toMatchObject({ published: 0, failed: 0, held: 0 });
    expect(lake.objects.size).toBe(0);
  });

  test('asks for at most ten at once, and never for two of one customer and model', async () => {
    const sizes: number[] = [];
    const bus: Bus = {
      publish: async (page) => {
        sizes.push(page.length);
        const lanes = page.map(({ detail }) => (detail as StageChanged).data.customer_id);
        expect(new Set(lanes).size).toBe(page.length);
        return page.map((each) => sink.take(each));
      },
    };
    await publish(bus, notices(...Array.from({ length: 25 }, () => 2)));
    expect(sizes).toEqual([10, 10, 5, 10, 10, 5]);
  });

  test('holds back what follows a failed notice of that customer and model, and nothing else', async () => {
    const told = [...notices(3, 3), notice('c_0', 1, 'growth')];
    const refused = new Map([[idOf(notice('c_0', 2)), Number.POSITIVE_INFINITY]]);
    const report = await publish(hostile.refuses(sink, refused, false), told);
    expect(report).toEqual({ published: 5, failed: 1, held: 1, reasons: ['refused'] });
    expect(sink.sequences()).toEqual([[1], [1, 2, 3], [1]]);
    expect(publishedIds(lake)).not.toContain(idOf(notice('c_0', 2)));
  });

  test('goes on past any number of notices that are refused for good', async () => {
    const told = notices(...Array.from({ length: 60 }, () => 1));
    const refused = new Map(told.slice(0, 50).map((each) => [idOf(each), Number.POSITIVE_INFINITY]));
    expect(await publish(hostile.refuses(sink, refused, false), told)).toMatchObject({ published: 10, failed: 50 });
  });

  test('gives up on a bus that is down before it has asked for everything', async () => {
    const told = notices(...Array.from({ length: 60 }, () => 2));
    const report = await publish(hostile.isDown, told);
    expect(report).toEqual({ published: 0, failed: 20, held: 100, reasons: ['down'] });
    expect(lake.objects.size).toBe(0);
  });
});

describe('the publisher, over a bus that', () => {
  const told = notices(2, 1, 3, 1);
  const ids = told.map(idOf);
  const some = () => new Map(ids.slice(0, 3).map((id) => [id, 2]));

  test.each([
    ['drops the answer after success', () => hostile.dropsTheAnswer(sink, 2)],
    ['refuses some entries for a while', () => hostile.refuses(sink, some(), true)],
    ['is slow', () => hostile.isSlow(sink)],
    ['answers in another order', () => hostile.answersInAnotherOrder(sink)],
  ])('%s: all is told, in order, with one effect each', async (_, bus) => {
    expect(await publish(bus(), told)).toEqual({ published: 7, failed: 0, held: 0, reasons: [] });
    expect([...sink.effects.keys()].toSorted()).toEqual(ids.toSorted());
    expect(sink.sequences().map(String).toSorted()).toEqual(['1', '1', '1,2', '1,2,3']);
    expect(publishedIds(lake).toSorted()).toEqual(ids.toSorted());
  });

  test('refuses some entries: only those are sent again', async () => {
    await publish(hostile.refuses(sink, some(), true), told);
    expect(sink.arrivals.toSorted()).toEqual(ids.toSorted());
  });

  test('says nothing about some: those are not written down, as they may not have arrived', async () => {
    const silent = notices(1, 1, 1, 1);
    const report = await publish(hostile.forgetsToAnswer(sink), silent, { retry: { attempts: 1 } });
    expect(report).toMatchObject({ published: 2, failed: 2, reasons: ['the bus said nothing about it'] });
    expect(publishedIds(lake)).toEqual([silent[0], silent[2]].map((each) => each && idOf(each)));
  });

  test('tells of others than it was asked: those are not written down', async () => {
    const bus: Bus = {
      publish: async (page) => [...page.map(({ id }) => ({ id, ok: true as const })), { id: 'x', ok: true }],
    };
    await publish(bus, told);
    expect(publishedIds(lake).toSorted()).toEqual(ids.toSorted());
  });

  test('contradicts itself: it is not believed', async () => {
    const bus: Bus = {
      publish: async (page) =>
        page.flatMap(({ id }) => [
          { id, ok: false, reason: 'no', isRetryable: false },
          { id, ok: true },
        ]),
    };
    expect(await publish(bus, told)).toMatchObject({ published: 0, failed: 4, held: 3 });
  });
});
