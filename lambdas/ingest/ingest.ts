import type { Reason } from '../../schemas/event.ts';
import { type Place, placeFolder } from '../lib/lake/place.ts';
import type { QueueMessage } from '../lib/queue/queue.ts';
import { type Circumstances, judgePayload, type Verdict } from './judge.ts';
import { readable, rejectedLine } from './rejected-line.ts';

export type Rejection = Reason & { index: number };

export interface Ingested {
  received: number;
  accepted: number;
  /** By the message's index in the body. */
  rejected: Rejection[];
  /** What must be durable before anybody is answered: one for each kind and date. */
  deliveries: QueueMessage[];
}

/** Judges every message of a body. Pure; one bad message changes nothing for its neighbours. */
export function ingestBody(messages: readonly Uint8Array[], at: Circumstances): Ingested {
  const verdicts = messages.map((bytes) => judgePayload({ bytes, size: bytes.length }, at));
  const rejected = verdicts.flatMap((those, index) =>
    those.flatMap(({ reason }) => (reason === null ? [] : [{ index, ...readable(reason) }])),
  );
  return {
    received: messages.length,
    accepted: messages.length - rejected.length,
    rejected,
    deliveries: toDeliveries(verdicts.flat()),
  };
}

/** The delivery that keeps a body which could not be read at all. */
export function keepUnreadable(body: Uint8Array, reason: Reason, at: Circumstances): QueueMessage {
  const place: Place = { kind: 'rejected', source: at.defaultSource, receivedDate: at.receivedAt.slice(0, 10) };
  return { ...place, lines: Buffer.from(`${rejectedLine(body, reason, at)}\n`) };
}

function toDeliveries(verdicts: readonly Verdict[]): QueueMessage[] {
  const texts = new Map<string, { place: Place; text: string }>();
  for (const { kind, source, receivedDate, line } of verdicts) {
    const place = { kind, source, receivedDate };
    const folder = placeFolder(place);
    const entry = texts.get(folder);
    if (entry === undefined) texts.set(folder, { place, text: `${line}\n` });
    else entry.text += `${line}\n`;
  }
  return [...texts.values()].map(({ place, text }) => ({ ...place, lines: Buffer.from(text) }));
}
