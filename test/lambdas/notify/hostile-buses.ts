import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, Envelope, Outcome } from '../../../lambdas/lib/bus/bus.ts';
import type { StageChanged } from '../../../schemas/notices/stage-changed.ts';

/** A sink that honours ids: what came again has no effect. */
export class EffectSink {
  /** Ids as they came, repeats included. */
  readonly arrivals: string[] = [];
  /** Each notice once, in the order of its first arrival. */
  readonly effects = new Map<string, StageChanged>();

  take({ id, detail }: Envelope): Outcome {
    this.arrivals.push(id);
    if (!this.effects.has(id)) this.effects.set(id, detail as StageChanged);
    return { id, ok: true };
  }

  /** Sequences by customer and model, in the order in which they had their effect. */
  sequences(): number[][] {
    const lanes = new Map<string, number[]>();
    for (const { data, metadata } of this.effects.values()) {
      const name = `${data.customer_id} ${data.model}`;
      lanes.set(name, [...(lanes.get(name) ?? []), metadata.sequence]);
    }
    return [...lanes.values()];
  }
}

export const faultless = (sink: EffectSink): Bus => ({
  publish: async (notices) => notices.map((notice) => sink.take(notice)),
});

/** Delivers, then drops its answer: for as many calls as told, then it is healed. */
export function dropsTheAnswer(sink: EffectSink, calls: number): Bus {
  let left = calls;
  return {
    publish: async (notices) => {
      const outcomes = notices.map((notice) => sink.take(notice));
      left -= 1;
      if (left >= 0) throw new Error('socket hang up');
      return outcomes;
    },
  };
}

/** Refuses these ids, each for as many calls as told. */
export function refuses(sink: EffectSink, times: Map<string, number>, isRetryable: boolean): Bus {
  return {
    publish: async (notices) =>
      notices.map((notice) => {
        const left = times.get(notice.id) ?? 0;
        times.set(notice.id, left - 1);
        return left > 0 ? { id: notice.id, ok: false, reason: 'refused', isRetryable } : sink.take(notice);
      }),
  };
}

/** Takes its time, the more for what came first. */
export const isSlow = (sink: EffectSink): Bus => ({
  publish: (notices) =>
    Promise.all(notices.map((notice, index) => sleep((notices.length - index) * 2).then(() => sink.take(notice)))),
});

/** Delivers and answers back to front. */
export const answersInAnotherOrder = (sink: EffectSink): Bus => ({
  publish: async (notices) => notices.toReversed().map((notice) => sink.take(notice)),
});

/** Says nothing about every second notice, though it has delivered all. */
export const forgetsToAnswer = (sink: EffectSink): Bus => ({
  publish: async (notices) => notices.map((notice) => sink.take(notice)).filter((_, index) => index % 2 === 0),
});

/** Is down: nothing arrives. */
export const isDown: Bus = {
  publish: async (notices) => notices.map(({ id }) => ({ id, ok: false, reason: 'down', isRetryable: true })),
};
