import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { iso } from './calendar.ts';
import type { SampleBatch } from './sample.ts';

/** A write key of this process alone, for homes whose doors ask for one. */
export interface OwnKey {
  key: string;
  writeKeys: { source: Source; sha256: string }[];
}

export interface Sending {
  /** Where the doors are: http://127.0.0.1:4100 */
  url: string;
  key: string;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  clock: () => number;
  onSent?: ((events: number) => void) | undefined;
}

/** How many requests are under way at once: enough for group commit, and the door keeps up. */
const CONCURRENCY = 4;
const ATTEMPTS = 5;

export function makeOwnKey(): OwnKey {
  const key = randomBytes(24).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest('hex');
  return { key, writeKeys: SOURCES.map((source) => ({ source, sha256 })) };
}

/**
 * Posts requests to the doors, a few at a time and about in their order. Answers whether all of them are durable: false
 * where `signal` ended it between two. Throws `Fault` for a door that does not take them.
 */
export async function sendBatches(batches: readonly SampleBatch[], sending: Sending): Promise<boolean> {
  let next = 0;
  const work = async () => {
    for (let batch = batches[next]; batch !== undefined && !sending.signal.aborted; batch = batches[next]) {
      next += 1;
      await post(batch, sending);
      sending.onSent?.(batch.events);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return !sending.signal.aborted;
}

async function post(batch: SampleBatch, { url, key, clock }: Sending): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url + batch.door, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(toBody(batch, clock())),
    });
    const text = await answer.text();
    if (answer.status === 200) return expectAccepted(batch, text);
    if (answer.status !== 503 || attempt === ATTEMPTS) {
      throw new Fault(`[sample] ${batch.door} answered ${answer.status}: ${text.slice(0, 300)}`);
    }
    await pause(attempt * 200);
  }
}

/** As an SDK does: `sentAt` is now by the clock that wrote the times, so that the door sees a clock that is right. */
function toBody({ door, body }: SampleBatch, now: number): unknown {
  return door === '/v1/batch' ? { ...(body as object), sentAt: iso(now) } : body;
}

function expectAccepted({ door }: SampleBatch, text: string): void {
  const { rejected } = JSON.parse(text) as { rejected: { code: string; path: string; message: string }[] };
  const [first] = rejected;
  if (first === undefined) return;
  throw new Fault(
    `[sample] ${door} rejected ${rejected.length} events: ${first.code} at ${first.path}: ${first.message}`,
  );
}
