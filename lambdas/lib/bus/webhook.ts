import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { Fault, messageOf } from '../errors.ts';
import { backoffMs, type Retry, retryAfterMs } from './backoff.ts';
import { type Bus, type Envelope, type Outcome, toJson } from './bus.ts';
import { type Post, type PostOptions, postTo, safeName } from './post.ts';
import { GONE, judge, judgeSilence, type Refusal } from './verdict.ts';

export interface WebhookOptions extends Partial<PostOptions> {
  url: string;
  /** `whsec_` and base64, as Standard Webhooks has it; shared with the receiver. */
  secret: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  retry?: Partial<Retry>;
}

const TIMEOUT_MS = 10_000;
const RETRY: Retry = { attempts: 4, baseMs: 500, capMs: 8_000, sleep, random: Math.random };
/** A receiver that asks for more is left alone until the next refresh. */
const LONGEST_WAIT_MS = 30_000;
/** Requests under way at once: a page of the publisher. */
const AT_ONCE = 10;

type Sink = { name: string; post: Post; sign: Webhook; clock: () => number; retry: Retry; isGone: boolean };

/**
 * A bus to one URL, with the headers of Standard Webhooks (`webhook-id` is the notice's id); one request a notice, 2xx is ok.
 * Trouble of the moment is tried again with waits, as the receiver asks where it does; after a 410 nothing more is sent.
 * Throws `Fault` (exit code 2) for a URL or secret that can never work.
 */
export function webhookBus(options: WebhookOptions): Bus {
  const { url, secret, clock, allowPrivate = false, timeoutMs = TIMEOUT_MS, resolve } = options;
  const post = postTo(url, { allowPrivate, timeoutMs, ...(resolve === undefined ? {} : { resolve }) });
  const retry = { ...RETRY, ...options.retry };
  const sink: Sink = { name: safeName(url), post, sign: signer(secret), clock, retry, isGone: false };
  return {
    async publish(notices) {
      const outcomes: Outcome[] = [];
      for (let start = 0; start < notices.length; start += AT_ONCE) {
        const some = notices.slice(start, start + AT_ONCE);
        outcomes.push(...(await Promise.all(some.map((notice) => deliver(sink, notice)))));
      }
      return outcomes;
    },
  };
}

function signer(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch (error) {
    throw new Fault(
      `[webhook] the secret cannot be used: ${messageOf(error)}. Give whsec_ and base64, as "whsec_$(openssl rand -base64 24)" makes one`,
      { exitCode: 2, cause: error },
    );
  }
}

async function deliver(sink: Sink, notice: Envelope): Promise<Outcome> {
  const { attempts, sleep } = sink.retry;
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await attemptOnce(sink, notice);
    if (verdict === null) return { id: notice.id, ok: true };
    const wait = waitMs(sink, attempt, verdict);
    if (!verdict.isRetryable || attempt >= attempts || wait > LONGEST_WAIT_MS) return failure(sink, notice, verdict);
    await sleep(wait);
  }
}

function failure({ name }: Sink, { id }: Envelope, { reason, isRetryable }: Refusal): Outcome {
  return { id, ok: false, reason: `${name} ${reason}`, isRetryable };
}

function waitMs({ retry, clock }: Sink, attempt: number, { retryAfter }: Refusal): number {
  return Math.max(backoffMs(attempt, retry), retryAfterMs(retryAfter, clock()) ?? 0);
}

async function attemptOnce(sink: Sink, notice: Envelope): Promise<Refusal | null> {
  if (sink.isGone) return judge({ status: GONE, retryAfter: undefined });
  try {
    const answer = await sink.post(...signed(sink, notice));
    sink.isGone ||= answer.status === GONE;
    return judge(answer);
  } catch (error) {
    return judgeSilence(error);
  }
}

/** Signed anew for each try: receivers refuse a signature that is five minutes old. */
function signed({ sign, clock }: Sink, notice: Envelope): Parameters<Post> {
  const body = toJson(notice);
  const at = new Date(clock());
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'webhook-id': notice.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': sign.sign(notice.id, at, body),
  };
  return [body, headers];
}
