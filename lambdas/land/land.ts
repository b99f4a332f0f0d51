import { gzip } from '../lib/lake/gzip.ts';
import type { Lake } from '../lib/lake/lake.ts';
import { objectKey } from '../lib/lake/place.ts';
import type { QueueMessage } from '../lib/queue/queue.ts';
import { type Group, groupMessages } from './group.ts';

/**
 * Lands a batch: one object for each place. Comes back when all are durable, with the messages that are not, by their
 * index in the batch, and the reason. Never throws for one group, so that no group stops another.
 */
export async function landMessages(
  lake: Lake,
  messages: readonly QueueMessage[],
): Promise<ReadonlyMap<number, unknown>> {
  const failures = new Map<number, unknown>();
  await Promise.all(
    groupMessages(messages).map(async (group) => {
      try {
        await landGroup(lake, group);
      } catch (error) {
        for (const index of group.members) failures.set(index, error);
      }
    }),
  );
  return failures;
}

async function landGroup(lake: Lake, group: Group): Promise<void> {
  if (group.lines.length === 0) return;
  const packed = gzip(group.lines);
  await lake.putIfAbsent(objectKey(group, packed), packed);
}
