import { describe, expect, test } from 'vitest';

import type { Queue, QueueMessage } from '../../lambdas/lib/queue/queue.ts';

export interface QueueUnderTest {
  queue: Queue;
  /** Everything that landing has been handed so far, after having waited for it. */
  delivered(): Promise<QueueMessage[]>;
  /** From now on whatever makes a message durable fails. */
  breakDown(): void;
}

const message = (text: string): QueueMessage => ({
  kind: 'raw',
  source: 'web',
  receivedDate: '2026-01-31',
  lines: Buffer.from(text),
});

const textsOf = (messages: readonly QueueMessage[]) =>
  messages.map(({ lines }) => Buffer.from(lines).toString()).sort();

/** What every queue between the door and landing does. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(`a queue: ${name}`, () => {
    test('delivers a message as it was sent', async () => {
      const { queue, delivered } = await open();
      const sent: QueueMessage = { ...message('{"a":"\u0000 é 😀"}\n'), kind: 'rejected', source: 'support' };
      await queue.send(sent);
      const [got] = await delivered();
      expect({ ...got, lines: Buffer.from(got?.lines ?? []).toString() }).toEqual({
        ...sent,
        lines: sent.lines.toString(),
      });
    });

    test('delivers every one of many messages sent at once', async () => {
      const { queue, delivered } = await open();
      const texts = Array.from({ length: 40 }, (_, index) => `{"n":${index}}\n`);
      await Promise.all(texts.map((text) => queue.send(message(text))));
      expect(textsOf(await delivered())).toEqual(texts.sort());
    });

    test('does not say sent when the message is not durable', async () => {
      const { queue, breakDown } = await open();
      breakDown();
      await expect(queue.send(message('{}\n'))).rejects.toThrow();
    });
  });
}
