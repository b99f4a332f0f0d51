import { gunzipSync } from 'node:zlib';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { groupMessages } from '../../lambdas/land/group.ts';
import { landHandler } from '../../lambdas/land/handler.ts';
import { encodeMessage, encodeStored } from '../../lambdas/lib/queue/message.ts';
import type { QueueMessage } from '../../lambdas/lib/queue/queue.ts';
import { type MemoryLake, memoryLake } from '../doubles/memory-lake.ts';

const message = (text: string, place: Partial<QueueMessage> = {}): QueueMessage => ({
  kind: 'raw',
  source: 'web',
  receivedDate: '2026-01-31',
  lines: Buffer.from(text),
  ...place,
});

async function deliver(lake: MemoryLake, bodies: readonly string[]): Promise<{ failed: string[]; logged: string[] }> {
  const logged: string[] = [];
  const handler = landHandler({ lake, log: { info: () => {}, error: (text) => logged.push(text) } });
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body })) as SQSEvent['Records'];
  const { batchItemFailures } = await handler({ Records });
  return { failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), logged };
}

const linesOf = (lake: MemoryLake) =>
  [...lake.objects.values()].flatMap((bytes) => gunzipSync(bytes).toString().trim().split('\n'));

describe('groups', () => {
  test('are one for each kind, source and date', () => {
    const places = [{}, { kind: 'rejected' }, { source: 'sales' }, { receivedDate: '2026-02-01' }, {}] as const;
    const groups = groupMessages(places.map((place, index) => message(`${index}\n`, place)));
    expect(groups.map(({ members }) => members)).toEqual([[0, 4], [1], [2], [3]]);
  });

  test('do not depend on the order of their messages, nor on one delivered twice', () => {
    const [a, b, c] = [message('a\n'), message('b\n'), message('c\n')];
    const [once] = groupMessages([a, b, c]);
    const [again] = groupMessages([c, a, b, a]);
    expect(Buffer.from(again?.lines ?? []).toString()).toBe('a\nb\nc\n');
    expect(again?.lines).toEqual(once?.lines);
  });
});

describe('landing', () => {
  test('makes one object of the messages of a place', async () => {
    const lake = memoryLake();
    const { failed } = await deliver(lake, [encodeMessage(message('a\n')), encodeMessage(message('b\n'))]);
    expect(failed).toEqual([]);
    expect([...lake.objects.keys()]).toEqual([
      expect.stringMatching(/^raw\/web\/received_date=2026-01-31\/[0-9a-f]{64}\.ndjson\.gz$/),
    ]);
    expect(linesOf(lake)).toEqual(['a', 'b']);
  });

  test('twice is landing once', async () => {
    const lake = memoryLake();
    const bodies = [encodeMessage(message('a\n')), encodeMessage(message('b\n'))];
    await deliver(lake, bodies);
    expect((await deliver(lake, [...bodies].reverse())).failed).toEqual([]);
    expect(lake.objects.size).toBe(1);
  });

  test('gives back the message that cannot be decoded and lands its neighbours', async () => {
    const lake = memoryLake();
    const { failed, logged } = await deliver(lake, [
      encodeMessage(message('a\n')),
      'nonsense',
      encodeMessage(message('b\n')),
    ]);
    expect(failed).toEqual(['m1']);
    expect(logged).toEqual(['message not landed']);
    expect(linesOf(lake)).toEqual(['a', 'b']);
  });

  test('gives back only the messages of the object that the store refused', async () => {
    const lake = memoryLake();
    lake.beforePut = (key) => {
      if (key.startsWith('raw/sales')) throw new Error('503');
    };
    const bodies = [
      message('a\n'),
      message('b\n', { source: 'sales' }),
      message('c\n'),
      message('d\n', { source: 'sales' }),
    ];
    expect((await deliver(lake, bodies.map(encodeMessage))).failed.sort()).toEqual(['m1', 'm3']);
    expect(linesOf(lake)).toEqual(['a', 'c']);
  });

  test('has nothing to do for what the door has stored itself', async () => {
    const lake = memoryLake();
    expect((await deliver(lake, [encodeStored(message('a\n'), 'raw/web/x')])).failed).toEqual([]);
    expect(lake.objects.size).toBe(0);
  });
});
