import { describe, expect, test } from 'vitest';
import type { Bus, Outcome } from '../../../lambdas/lib/bus/bus.ts';
import { consoleBus } from '../../../lambdas/lib/bus/console.ts';
import { fanOut } from '../../../lambdas/lib/bus/fan-out.ts';
import { type BusUnderTest, busContract, envelope } from '../../contracts/bus.ts';

type Failure = Extract<Outcome, { ok: false }>;

/** A bus whose answers to the calls to come are scripted: for each call, the failures by id, or `throws`. Then it takes everything. */
function scripted(...script: (Record<string, Omit<Failure, 'id' | 'ok'>> | 'throws')[]) {
  const taken: string[] = [];
  const bus: Bus = {
    publish: async (notices) => {
      const step = script.shift() ?? {};
      if (step === 'throws') throw new Error('no answer');
      for (const { id } of notices) if (step[id] === undefined) taken.push(id);
      return notices.map(({ id }) => (step[id] === undefined ? { id, ok: true } : { id, ok: false, ...step[id] }));
    },
  };
  return { bus, taken };
}

const down = { reason: 'down', isRetryable: true };
const refusal = { reason: 'refused', isRetryable: false };

async function open(): Promise<BusUnderTest> {
  const bodies: unknown[] = [];
  const refused = new Set<string>();
  const idOf = (body: unknown) => (body as { detail: { metadata: { event_id: string } } }).detail.metadata.event_id;
  const choosy = consoleBus((line) => {
    if (refused.has(idOf(JSON.parse(line)))) throw new Error('refused');
    bodies.push(JSON.parse(line));
  });
  return {
    bus: fanOut({ silent: consoleBus(() => {}), choosy }),
    received: () => bodies.map((body) => ({ id: idOf(body), body })),
    refuse: (ids) => {
      for (const id of ids) refused.add(id);
    },
    close: async () => {},
  };
}

busContract('fan-out', open);

describe('the fan-out', () => {
  test('is ok only where all are, and names those that are not', async () => {
    const bus = fanOut({ a: scripted({ x: down }).bus, b: scripted({ x: refusal, y: down }).bus, c: scripted().bus });
    expect(await bus.publish([envelope('x'), envelope('y'), envelope('z')])).toEqual([
      { id: 'x', ok: false, reason: 'a: down; b: refused', isRetryable: false },
      { id: 'y', ok: false, reason: 'b: down', isRetryable: true },
      { id: 'z', ok: true },
    ]);
  });

  test('sends again only where a notice was not taken', async () => {
    const a = scripted();
    const b = scripted({ x: down });
    const bus = fanOut({ a: a.bus, b: b.bus });
    await bus.publish([envelope('x'), envelope('y')]);
    expect(await bus.publish([envelope('x')])).toEqual([{ id: 'x', ok: true }]);
    expect(a.taken).toEqual(['x', 'y']);
    expect(b.taken).toEqual(['y', 'x']);
  });

  test('counts what a bus threw as unknown there, and sends it again there', async () => {
    const a = scripted();
    const bus = fanOut({ a: a.bus, b: scripted('throws').bus });
    expect(await bus.publish([envelope('x')])).toEqual([
      { id: 'x', ok: false, reason: 'b: no answer', isRetryable: true },
    ]);
    expect(await bus.publish([envelope('x')])).toEqual([{ id: 'x', ok: true }]);
    expect(a.taken).toEqual(['x']);
  });
});
