import { expect, test } from 'vitest';
import { consoleBus } from '../../../lambdas/lib/bus/console.ts';
import { type BusUnderTest, busContract, envelope } from '../../contracts/bus.ts';

/** What every notice carries, whatever it tells. */
type Line = { detail: { metadata: { event_id: string } } };

const idOf = (line: string) => (JSON.parse(line) as Line).detail.metadata.event_id;

async function open(): Promise<BusUnderTest> {
  const lines: string[] = [];
  const refused = new Set<string>();
  const bus = consoleBus((line) => {
    if (refused.has(idOf(line))) throw new Error('the pipe is closed');
    lines.push(line);
  });
  return {
    bus,
    received: () => lines.map((line) => ({ id: idOf(line), body: JSON.parse(line) })),
    refuse: (ids) => {
      for (const id of ids) refused.add(id);
    },
    close: async () => {},
  };
}

busContract('console', open);

test('the console bus writes one line a notice, whatever is in it, in order', async () => {
  const lines: string[] = [];
  await consoleBus((line) => lines.push(line)).publish([envelope('a', { text: 'x\ny\r\nz' }), envelope('b')]);
  expect(lines.map((line) => line.split('\n').length)).toEqual([2, 2]);
  expect(lines.map(idOf)).toEqual(['a', 'b']);
});
