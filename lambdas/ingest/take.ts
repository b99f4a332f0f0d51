import type { DoorParts } from './door-parts.ts';
import { type Ingested, ingestBody } from './ingest.ts';
import type { Circumstances } from './judge.ts';

/**
 * Judges messages, and answers their counts when all of them are durable, also what was rejected. `about` is what the log says of them
 * beside the counts. A fault of the queue is thrown.
 */
export async function takeMessages(
  messages: readonly Uint8Array[],
  at: Circumstances,
  { queue, log }: Pick<DoorParts, 'queue' | 'log'>,
  about: Readonly<Record<string, string>> = { endpoint: at.endpoint },
): Promise<Omit<Ingested, 'deliveries'>> {
  const { deliveries, ...counts } = ingestBody(messages, at);
  await Promise.all(deliveries.map((delivery) => queue.send(delivery)));
  log.info('ingested', { ...about, received: counts.received, accepted: counts.accepted });
  return counts;
}
