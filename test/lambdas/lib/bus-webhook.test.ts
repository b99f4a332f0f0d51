import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type WebhookOptions, webhookBus } from '../../../lambdas/lib/bus/webhook.ts';
import { busContract, envelope } from '../../contracts/bus.ts';
import { type Reply, SECRET, type Sink, startSink } from './bus-sink.ts';

let sink: Sink;
let waits: number[];

beforeAll(async () => {
  sink = await startSink();
});
afterAll(() => sink.close());
beforeEach(() => {
  Object.assign(sink, { received: [], requests: [], replies: [], refused: new Set() });
  waits = [];
});

/** Waits are noted and not waited for; chance is always the worst. */
const busTo = (url: string, options: Partial<WebhookOptions> = {}) =>
  webhookBus({
    url,
    secret: SECRET,
    clock: Date.now,
    allowPrivate: true,
    retry: { sleep: async (ms) => waits.push(ms), random: () => 0.999_999 },
    ...options,
  });

busContract('webhook', async () => {
  const own = await startSink();
  return {
    bus: busTo(own.url),
    received: () => own.received,
    refuse: (ids) => {
      own.refused = new Set(ids);
    },
    close: own.close,
  };
});

/** [what the sink does, its replies, whether the notice is ok, requests made, and of a failure: its reason, whether it may pass] */
const CASES: [string, Reply[], { ok: boolean; requests: number; reason?: RegExp; isRetryable?: boolean }][] = [
  ['any 2xx is ok', [204], { ok: true, requests: 1 }],
  ['a 500 is tried again', [500, 503], { ok: true, requests: 3 }],
  ['too many requests are tried again', [429], { ok: true, requests: 2 }],
  ['a dropped connection is tried again', ['reset'], { ok: true, requests: 2 }],
  ['an answer dropped after success is tried again', ['taken then reset'], { ok: true, requests: 2 }],
  ['a 500 for ever is bounded', [500, 500, 500, 500], { ok: false, requests: 4, reason: /500/, isRetryable: true }],
  ['a refusal is final', [400], { ok: false, requests: 1, reason: /answered 400/, isRetryable: false }],
  ['a gone sink says so', [410], { ok: false, requests: 1, reason: /is gone \(410\)/, isRetryable: false }],
  [
    'a redirect is not followed',
    [{ status: 308, headers: { location: 'http://169.254.169.254/' } }],
    { ok: false, requests: 1, reason: /308.*final URL/, isRetryable: false },
  ],
  [
    'a wait that is too long is left to the next run',
    [{ status: 429, headers: { 'retry-after': '3600' } }],
    { ok: false, requests: 1, reason: /429/, isRetryable: true },
  ],
];

describe('the webhook bus', () => {
  test.each(CASES)('%s', async (_, replies, expected) => {
    sink.replies = [...replies];
    const [outcome] = await busTo(sink.url).publish([envelope('n')]);
    expect(sink.requests).toEqual(Array.from({ length: expected.requests }, () => 'n'));
    if (expected.ok) expect(outcome).toEqual({ id: 'n', ok: true });
    else {
      expect(outcome).toMatchObject({ ok: false, reason: expect.stringMatching(expected.reason ?? /./) });
      expect(outcome).toMatchObject({ isRetryable: expected.isRetryable });
    }
  });

  test('waits twice as long each time, and at least as long as the sink asks', async () => {
    sink.replies = [500, { status: 503, headers: { 'retry-after': '7' } }, 500];
    await busTo(sink.url).publish([envelope('n')]);
    expect(waits).toEqual([499, 7_000, 1_999]);
  });

  test('gives a sink that hangs its time and no more', async () => {
    sink.replies = ['hang'];
    const bus = busTo(sink.url, { timeoutMs: 50, retry: { attempts: 1 } });
    expect(await bus.publish([envelope('n')])).toEqual([
      { id: 'n', ok: false, reason: expect.stringContaining('gave no answer in time'), isRetryable: true },
    ]);
  });

  test('sends nothing more to a sink that is gone', async () => {
    sink.replies = [410];
    const bus = busTo(sink.url);
    await bus.publish([envelope('a')]);
    expect(await bus.publish([envelope('b')])).toMatchObject([{ id: 'b', ok: false, isRetryable: false }]);
    expect(sink.requests).toEqual(['a']);
  });

  test('names a sink that nobody listens at, without what may be secret in its URL', async () => {
    const [outcome] = await busTo('http://127.0.0.1:9/token-1?key=2', { retry: { attempts: 1 } }).publish([
      envelope('n'),
    ]);
    expect(outcome).toMatchObject({ isRetryable: true, reason: expect.stringContaining('ECONNREFUSED') });
    expect(outcome).toMatchObject({ reason: expect.not.stringMatching(/token-1|key=2/) });
  });

  test.each(['', 'whsec_', 'not base64!'])('refuses the secret %j, saying what to give', (secret) => {
    expect(() => busTo(sink.url, { secret })).toThrow(/\[webhook\] the secret cannot be used.*whsec_/);
  });
});
