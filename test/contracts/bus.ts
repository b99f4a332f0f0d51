import { afterEach, describe, expect, test } from 'vitest';
import type { Bus, Envelope } from '../../lambdas/lib/bus/bus.ts';

export interface BusUnderTest {
  bus: Bus;
  /** What subscribers have received so far, repeats included: ids and the JSON they came with. */
  received(): { id: string; body: unknown }[];
  /** From now on the sink refuses these, for good. */
  refuse(ids: readonly string[]): void;
  close(): Promise<void>;
}

/** A notice like no other: `name` makes its id. */
export function envelope(name: string, detail: Record<string, unknown> = {}): Envelope {
  return {
    detailType: 'Customer Stage Changed',
    detail: { metadata: { event_id: name }, data: detail },
    id: name,
    at: '2026-03-01T09:30:00.000Z',
  };
}

const envelopes = (count: number) => Array.from({ length: count }, (_, index) => envelope(`n${index}`));
const ok = (id: string) => ({ id, ok: true });

/** What every bus does. `open` gives one whose subscribers have received nothing. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`a bus: ${name}`, () => {
    let opened: BusUnderTest[] = [];
    const start = async () => {
      const made = await open();
      opened.push(made);
      return made;
    };
    afterEach(async () => {
      await Promise.all(opened.map(({ close }) => close()));
      opened = [];
    });

    test('delivers a notice with its source, type, time and detail', async () => {
      const { bus, received } = await start();
      const notice = envelope('one', { city: 'Zürich\u2028"\\\n', emoji: '😀', none: null, list: ['a'] });
      expect(await bus.publish([notice])).toEqual([ok('one')]);
      const body = {
        source: 'customer-lifecycle',
        'detail-type': notice.detailType,
        time: notice.at,
        detail: notice.detail,
      };
      expect(received()).toEqual([{ id: 'one', body }]);
    });

    test('answers one outcome per notice, in their order', async () => {
      const { bus, received } = await start();
      const notices = envelopes(25);
      expect(await bus.publish(notices)).toEqual(notices.map(({ id }) => ok(id)));
      expect(
        received()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(notices.map(({ id }) => id).sort());
    });

    test('has nothing to say about nothing', async () => {
      const { bus, received } = await start();
      expect(await bus.publish([])).toEqual([]);
      expect(received()).toEqual([]);
    });

    test('delivers the neighbours of refused ones, and says why those were not', async () => {
      const { bus, received, refuse } = await start();
      refuse(['n1', 'n3']);
      const outcomes = await bus.publish(envelopes(5));
      expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true, false, true]);
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.reason).not.toBe('');
      expect(outcomes.map(({ id }) => id)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
      expect(
        received()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['n0', 'n2', 'n4']);
    });

    test('delivers what was published again under the same id, with the same words', async () => {
      const { bus, received } = await start();
      await bus.publish(envelopes(1));
      await bus.publish(envelopes(1));
      const [first, second] = received();
      expect(received()).toHaveLength(2);
      expect(second).toEqual(first);
    });

    test('carries a notice of the size that EventBridge allows', async () => {
      const { bus, received } = await start();
      const text = 'é'.repeat(120_000);
      await bus.publish([envelope('large', { text })]);
      expect(received()).toMatchObject([{ id: 'large', body: { detail: { data: { text } } } }]);
    });
  });
}
