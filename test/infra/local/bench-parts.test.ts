import { describe, expect, it } from 'vitest';
import { type Comparison, compare, median, type Usage, usageOf } from '../../../infra/local/bench/compare.ts';
import { EVENT_KINDS } from '../../../infra/local/bench/event-kinds.ts';
import { AS_OF, eventLines } from '../../../infra/local/bench/events.ts';
import { trivialModels } from '../../../infra/local/bench/trivial-models.ts';
import { judgeMessage } from '../../../lambdas/ingest/judge.ts';
import { buildCatalog } from '../../../sql/catalog.ts';
import { planWaves } from '../../../sql/plan.ts';

function reasonsOf(lines: Iterable<string>): (string | undefined)[] {
  const at = { now: AS_OF, receivedAt: AS_OF, defaultSource: 'web', endpoint: 'test', keepReceivedAt: true } as const;
  return [...lines].map((line) => judgeMessage({ bytes: Buffer.from(line), size: line.length }, at).reason?.code);
}

describe('generated events', () => {
  it('are the same for the same seed, others for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => [...eventLines({ events: 50, seed })].join('\n'));
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it('are accepted, all of them', () => {
    expect(reasonsOf(eventLines({ events: 2000, seed: 1 })).filter((code) => code !== undefined)).toEqual([]);
  });

  it('are rejected where they are broken, and only there', () => {
    const codes = reasonsOf(eventLines({ events: 900, seed: 1, brokenEvery: 10 }));
    expect(codes.every((code, index) => (code !== undefined) === (index % 10 === 9))).toBe(true);
    expect(new Set(codes)).toEqual(new Set([undefined, 'unknown_event', 'wrong_type', 'malformed_json']));
  });

  it('come twice, one of a hundred', () => {
    const ids = [...eventLines({ events: 1000, seed: 1 })].map((line) => JSON.parse(line).event_id as string);
    expect(new Set(ids).size).toBe(990);
  });

  it('are shared out over all kinds', () => {
    expect(EVENT_KINDS.reduce((sum, { share }) => sum + share, 0)).toBe(1000);
  });
});

describe('a comparison', () => {
  function comparison(order: string[], parts: Partial<Comparison>): Comparison {
    const side = (label: string, cpuMs: number): Comparison['subject'] => ({
      label,
      run: async (): Promise<Usage> => {
        order.push(label);
        return { cpuMs, wallMs: 1 };
      },
    });
    const work = { count: 1, unit: 'events' };
    const sides = { subject: side('ours', 20), baseline: side('theirs', 10) };
    return { name: 'a', goal: '', measure: 'cpu', ratioOf: 'speed', work, ...sides, ...parts };
  }

  it('runs both sides in turns, the first one changing, and leaves the warm-up out', async () => {
    const order: string[] = [];
    const { rounds } = await compare(comparison(order, {}), 2, () => {});
    expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
    expect(rounds).toHaveLength(2);
  });

  it.each([
    ['cpu', 'speed', 0.5],
    ['cpu', 'cost', 2],
    ['wall', 'cost', 1],
  ] as const)('of %s %s is %d where we take twice the CPU', async (measure, ratioOf, ratio) => {
    expect((await compare(comparison([], { measure, ratioOf }), 3, () => {})).ratio).toBe(ratio);
  });

  it('is over when the work is, also where it waits', async () => {
    const done: string[] = [];
    await usageOf(async () => {
      await Promise.resolve();
      done.push('work');
    });
    expect(done).toEqual(['work']);
  });
});

it('the median is the middle, between two their mean', () => {
  expect([[3, 1, 2], [4, 1, 2, 3], []].map(median)).toEqual([2, 2.5, Number.NaN]);
});

it('trivial models are a sound catalog, planned in the order of their reading', () => {
  const { files, selects } = trivialModels(10);
  expect(planWaves(buildCatalog(files)).map((wave) => wave.length)).toEqual([1, 1, 2, 4, 2]);
  expect(selects).toHaveLength(10);
});
