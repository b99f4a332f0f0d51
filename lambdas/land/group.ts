import { type Place, placeFolder } from '../lib/lake/place.ts';
import type { QueueMessage } from '../lib/queue/queue.ts';

/** The messages of one batch that share a place and so become one object. */
export interface Group extends Place {
  /** Indexes into the batch. */
  members: number[];
  lines: Uint8Array;
}

/**
 * One group for each place of a batch. The lines of a group depend only on which messages it has, not on their order,
 * and a message delivered twice is in it once: the same messages again give the same object.
 */
export function groupMessages(messages: readonly QueueMessage[]): Group[] {
  const members = new Map<string, number[]>();
  messages.forEach((message, index) => {
    const folder = placeFolder(message);
    const indexes = members.get(folder);
    if (indexes === undefined) members.set(folder, [index]);
    else indexes.push(index);
  });
  return [...members.values()].flatMap((indexes) => toGroup(messages, indexes));
}

function toGroup(messages: readonly QueueMessage[], indexes: number[]): Group[] {
  const parts = indexes.flatMap((index) => messages[index] ?? []);
  const [first] = parts;
  if (first === undefined) return [];
  const { kind, source, receivedDate } = first;
  return [{ kind, source, receivedDate, members: indexes, lines: mergeLines(parts.map(({ lines }) => lines)) }];
}

function mergeLines(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const sorted = [...parts].sort(Buffer.compare);
  return Buffer.concat(
    sorted.filter((part, index) => index === 0 || Buffer.compare(part, sorted[index - 1] ?? part) !== 0),
  );
}
