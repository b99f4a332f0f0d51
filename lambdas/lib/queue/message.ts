import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { SOURCES } from '../../../schemas/event.ts';
import { Fault, messageOf } from '../errors.ts';
import { gzip } from '../lake/gzip.ts';
import { KINDS } from '../lake/place.ts';
import type { QueueMessage } from './queue.ts';

/** As it travels: base64 because queues refuse some characters, gzip because they count bytes. */
const place = {
  kind: z.enum(KINDS),
  source: z.enum(SOURCES),
  received_date: z.iso.date(),
};
const wireSchema = z.union([
  z.strictObject({ ...place, lines: z.base64() }),
  z.strictObject({ ...place, key: z.string().min(1) }),
]);

/** Lines that are to be landed, or the key of an object that the door itself has already put into the lake. */
export type Delivery = QueueMessage | { key: string };

/** The text of a message that carries its lines. */
export function encodeMessage({ kind, source, receivedDate, lines }: QueueMessage): string {
  const packed = Buffer.from(gzip(lines)).toString('base64');
  return JSON.stringify({ kind, source, received_date: receivedDate, lines: packed });
}

/** The text of a message whose lines are in the lake at `key`. */
export function encodeStored({ kind, source, receivedDate }: QueueMessage, key: string): string {
  return JSON.stringify({ kind, source, received_date: receivedDate, key });
}

/** What a message's text says. Throws a `Fault` for one that nobody of us has written. */
export function decodeMessage(text: string): Delivery {
  try {
    const wire = wireSchema.parse(JSON.parse(text));
    if ('key' in wire) return { key: wire.key };
    const lines = gunzipSync(Buffer.from(wire.lines, 'base64'));
    return { kind: wire.kind, source: wire.source, receivedDate: wire.received_date, lines };
  } catch (error) {
    throw new Fault(`[land] [message] cannot be decoded: ${messageOf(error)}. It goes to the dead-letter queue`, {
      cause: error,
    });
  }
}
