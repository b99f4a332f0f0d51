import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { iso } from './calendar.ts';
import type { SampleBatch } from './sample.ts';
import { makeVendorSecrets, signedHeaders, type VendorSecrets, type WebhookDoor } from './sign.ts';
import type { SampleDoor } from './tale.ts';

/** A write key and vendors' secrets of this process alone, for homes whose doors ask for them. */
export interface OwnKeys {
  key: string;
  writeKeys: { source: Source; sha256: string }[];
  secrets: VendorSecrets;
}

export interface Sending {
  /** Where the doors are: http://127.0.0.1:4100 */
  url: string;
  key: string;
  secrets: VendorSecrets;
  /** Where vendors are told that the doors are, when that is another address. */
  publicUrl?: string | undefined;
  /** Takes a table of marketing's in. */
  importTable: (csv: string) => Promise<void>;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  clock: () => number;
  onSent?: ((events: number) => void) | undefined;
}

/** How many requests are under way at once: enough for group commit, and the door keeps up. Vendors send each message for itself. */
const CONCURRENCY = { batches: 4, webhooks: 256 };
const ATTEMPTS = 5;

export function makeOwnKeys(): OwnKeys {
  const key = randomBytes(24).toString('base64url');
  const sha256 = createHash('sha256').update(key).digest('hex');
  return { key, writeKeys: SOURCES.map((source) => ({ source, sha256 })), secrets: makeVendorSecrets() };
}

/**
 * Posts requests to the doors, a few at a time and about in their order. Answers whether all of them are durable: false
 * where `signal` ended it between two. Throws `Fault` for a door that does not take them.
 */
export async function sendBatches(batches: readonly SampleBatch[], sending: Sending): Promise<boolean> {
  const [webhooks, others] = [true, false].map((is) => batches.filter(({ door }) => isWebhook(door) === is));
  await Promise.all([
    sendSome(webhooks ?? [], CONCURRENCY.webhooks, sending),
    sendSome(others ?? [], CONCURRENCY.batches, sending),
  ]);
  return !sending.signal.aborted;
}

async function sendSome(batches: readonly SampleBatch[], concurrency: number, sending: Sending): Promise<void> {
  let next = 0;
  const work = async () => {
    for (let batch = batches[next]; batch !== undefined && !sending.signal.aborted; batch = batches[next]) {
      next += 1;
      await post(batch, sending);
      sending.onSent?.(batch.events);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function post(batch: SampleBatch, sending: Sending): Promise<void> {
  if (batch.door === 'import') return sending.importTable(String(batch.body));
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(sending.url + batch.door, { method: 'POST', ...toRequest(batch, sending) });
    const text = await answer.text();
    if (answer.status === 200) return expectAccepted(batch, text);
    if (answer.status !== 503 || attempt === ATTEMPTS) {
      throw new Fault(`[sample] ${batch.door} answered ${answer.status}: ${text.slice(0, 300)}`);
    }
    await pause(attempt * 200);
  }
}

function toRequest(batch: SampleBatch, { url, publicUrl, key, secrets, clock }: Sending) {
  const { door } = batch;
  const now = clock();
  const body = JSON.stringify(toBody(batch, now));
  const proof = isWebhook(door)
    ? signedHeaders(door, (publicUrl ?? url) + door, body, secrets, now)
    : { authorization: `Bearer ${key}` };
  return { headers: { ...proof, 'content-type': 'application/json' }, body };
}

function isWebhook(door: SampleDoor): door is WebhookDoor {
  return door.startsWith('/webhooks/');
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
