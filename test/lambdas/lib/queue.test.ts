import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { localQueue } from '../../../lambdas/lib/queue/local.ts';
import { decodeMessage } from '../../../lambdas/lib/queue/message.ts';
import type { QueueMessage } from '../../../lambdas/lib/queue/queue.ts';
import { sqsQueue } from '../../../lambdas/lib/queue/sqs.ts';
import { queueContract } from '../../contracts/queue.ts';
import { memoryLake } from '../../doubles/memory-lake.ts';
import { type SqsDouble, startSqsDouble } from '../../doubles/sqs.ts';

let sqs: SqsDouble;

beforeAll(async () => {
  sqs = await startSqsDouble();
});
afterAll(() => sqs.close());

const message = (text: string): QueueMessage => ({
  kind: 'raw',
  source: 'web',
  receivedDate: '2026-01-31',
  lines: Buffer.from(text),
});

queueContract('local', async () => {
  const landed: QueueMessage[] = [];
  let isBroken = false;
  const queue = localQueue({
    windowMs: 1,
    land: async (messages) => {
      if (isBroken) throw new Error('the disk is gone');
      landed.push(...messages);
      return new Map();
    },
  });
  const breakDown = () => {
    isBroken = true;
  };
  return { queue, delivered: async () => landed, breakDown };
});

queueContract('sqs', async () => {
  sqs.bodies.length = 0;
  sqs.isBroken = false;
  const delivered = async () => sqs.bodies.map(decodeMessage).flatMap((got) => ('lines' in got ? [got] : []));
  const breakDown = () => {
    sqs.isBroken = true;
  };
  return { queue: openSqs(memoryLake()), delivered, breakDown };
});

const openSqs = (lake: Lake) => sqsQueue({ client: sqs.client, queueUrl: sqs.queueUrl, lake });

describe('the SQS queue', () => {
  test('puts what is too large for a message into the lake first and sends its key', async () => {
    sqs.bodies.length = 0;
    sqs.isBroken = false;
    const lake = memoryLake();
    const noise = randomBytes(600_000).toString('hex');
    await openSqs(lake).send(message(noise));
    const [key] = lake.objects.keys();
    expect(sqs.bodies.map(decodeMessage)).toEqual([{ key }]);
    expect(key).toMatch(/^raw\/web\/received_date=2026-01-31\//);
  });

  test.each([
    '',
    '{',
    '{}',
    '{"kind":"raw","source":"web","received_date":"2026-02-30","lines":""}',
    '{"kind":"raw","source":"web","received_date":"2026-01-31","lines":"AAAA"}',
  ])('does not decode %j', (text) => {
    expect(() => decodeMessage(text)).toThrow('cannot be decoded');
  });
});

describe('group commit', () => {
  function held() {
    const batches: { messages: readonly QueueMessage[]; finish: (failures: Map<number, unknown>) => void }[] = [];
    const land = (messages: readonly QueueMessage[]) =>
      new Promise<ReadonlyMap<number, unknown>>((finish) => batches.push({ messages, finish }));
    return { batches, queue: localQueue({ land, windowMs: 5, maxWaitingBytes: 100 }) };
  }

  test('lands together what arrives while a commit is under way, and answers nobody before', async () => {
    const { batches, queue } = held();
    const answered: string[] = [];
    const sends = ['a', 'b', 'c'].map((text) => queue.send(message(text)).then(() => answered.push(text)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toEqual([]);
    expect(batches.map(({ messages }) => messages.length)).toEqual([1]);
    batches[0]?.finish(new Map());
    await sends[0];
    await expect.poll(() => batches.length).toBe(2);
    expect(batches[1]?.messages).toHaveLength(2);
    expect(answered).toEqual(['a']);
    batches[1]?.finish(new Map());
    await queue.drain();
    await Promise.all(sends);
    expect(answered.sort()).toEqual(['a', 'b', 'c']);
  });

  test('fails only the sender whose message failed', async () => {
    const { batches, queue } = held();
    const first = queue.send(message('first'));
    const others = Promise.allSettled([queue.send(message('good')), queue.send(message('bad'))]);
    batches[0]?.finish(new Map());
    await first;
    await expect.poll(() => batches.length).toBe(2);
    batches[1]?.finish(new Map([[1, new Error('no space')]]));
    expect((await others).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('refuses more than may wait, and takes again when the disk has caught up', async () => {
    const { batches, queue } = held();
    const first = queue.send(message('x'.repeat(90)));
    await expect(queue.send(message('x'.repeat(20)))).rejects.toThrow('the disk is behind');
    batches[0]?.finish(new Map());
    await first;
    const again = queue.send(message('x'.repeat(90)));
    await expect.poll(() => batches.length).toBe(2);
    batches[1]?.finish(new Map());
    await again;
  });
});
