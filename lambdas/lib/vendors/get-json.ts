import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type Retry, retryAfterMs } from '../bus/backoff.ts';
import { Fault, messageOf } from '../errors.ts';
import type { VendorAnswer } from './vendor-api.ts';

export interface GetOptions {
  /** Whose API it is, as messages say it. */
  vendor: string;
  /** Scheme and host, without a path. */
  baseUrl: string;
  token: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Of one try, from the first byte to the last. */
  timeoutMs?: number;
  retry?: Partial<Retry>;
}

export type Get = (path: string) => Promise<VendorAnswer>;

const TIMEOUT_MS = 15_000;
const RETRY: Retry = { attempts: 5, baseMs: 500, capMs: 10_000, sleep, random: Math.random };
/** HubSpot counts by ten seconds, others by the minute; who asks for more is asked again by the next run. */
const LONGEST_WAIT_MS = 60_000;
const ANSWER_LIMIT_BYTES = 1024 * 1024;
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

type Tried = VendorAnswer & { retryAfter?: string | undefined; isPassing?: boolean };

/**
 * A function that reads JSON objects of one API with a bearer token. Trouble of the moment (429, 5xx, silence) is tried again with waits, as
 * long as the vendor asks within a minute. Throws `Fault` at once for an address that no token should be sent to, later for a token refused.
 */
export function getJson(options: GetOptions): Get {
  const baseUrl = checkedBase(options);
  const retry = { ...RETRY, ...options.retry };
  return async (path) => {
    for (let attempt = 1; ; attempt += 1) {
      const { retryAfter, isPassing = false, ...answer } = await tryOnce(baseUrl + path, options);
      const wait = Math.max(backoffMs(attempt, retry), retryAfterMs(retryAfter, options.clock()) ?? 0);
      if (!isPassing || attempt >= retry.attempts || wait > LONGEST_WAIT_MS) return answer;
      await retry.sleep(wait);
    }
  };
}

async function tryOnce(url: string, options: GetOptions): Promise<Tried> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', authorization: `Bearer ${options.token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
    const text = await readText(response);
    return judge(response, text, options);
  } catch (error) {
    if (error instanceof Fault) throw error;
    return { kind: 'failed', reason: `cannot be reached: ${causeOf(error)}`, isPassing: true };
  }
}

function judge({ status, headers }: Response, text: string | null, { vendor }: GetOptions): Tried {
  if (status === 401 || status === 403) throw refused(vendor, status);
  if (status === 404 || status === 410) return { kind: 'gone' };
  const retryAfter = headers.get('retry-after') ?? undefined;
  if (status !== 200)
    return {
      kind: 'failed',
      reason: `answered ${status}`,
      isPassing: status >= 500 || PASSING.has(status),
      retryAfter,
    };
  const object = text === null ? undefined : parse(text);
  if (typeof object === 'object' && object !== null && !Array.isArray(object))
    return { kind: 'found', object: object as Record<string, unknown> };
  return {
    kind: 'failed',
    reason: text === null ? `answered more than ${ANSWER_LIMIT_BYTES} bytes` : 'answered no JSON object',
  };
}

function refused(vendor: string, status: number): Fault {
  const remedy = `Renew ${vendor}_token, give it the right to read, and look at the day's limit of calls`;
  return new Fault(`[complete] [${vendor}] the token is refused (${status}). ${remedy}`, { exitCode: 2 });
}

/** The text of an answer; null for one beyond the limit, which is not read to its end. */
async function readText(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > ANSWER_LIMIT_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A token is as good as a password: it goes over https, or stays on this machine. */
function checkedBase({ baseUrl, vendor }: GetOptions): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) return url.origin;
  throw new Fault(
    `[complete] [${vendor}] ${JSON.stringify(baseUrl)} is no https address. Give one such as https://api.example.com`,
    {
      exitCode: 2,
    },
  );
}

/** What fetch itself says is that it failed; the reason is behind it. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code } = (cause ?? error) as { code?: unknown };
  return messageOf(cause ?? error) || String(code);
}
