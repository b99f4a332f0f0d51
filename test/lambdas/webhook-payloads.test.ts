import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Circumstances, judgePayload } from '../../lambdas/ingest/judge.ts';
import { WEBHOOK_LIMIT_BYTES } from '../../lambdas/ingest/limits.ts';
import { payloadReader } from '../../lambdas/ingest/webhook-body.ts';
import { parseEvent } from '../../schemas/event.ts';
import { PROVIDERS, type Provider } from '../../schemas/providers.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const RUNS = worlds(60);

type Given = { headers?: Record<string, string>; payload: unknown };

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '', 0, -1, 1.5, 1e300, 2 ** 53, '0', '-5.00', 'NaN', '2026-02-30T00:00:00Z', [], {}, [null]),
  fc.constantFrom('constructor', '__proto__', '9'.repeat(400), '\u0000', '\ud800', '2026-13-01', '1e99'),
);

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (_, provider) => {
  const given = ['accepted', 'rejected'].flatMap((kind) => pairs(provider.name, kind));

  test('lands or rejects whatever came, and never throws', { timeout: SOAK_TIMEOUT }, () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...given), (payload, { headers }) =>
        expectKept(provider, { payload, headers: headers ?? {} }),
      ),
      { numRuns: RUNS },
    );
  });

  test('lands or rejects what it sends with any one thing changed, and never throws', { timeout: SOAK_TIMEOUT }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...given), fc.nat(), fc.option(hostile, { nil: undefined }), (each, place, value) => {
        const headers = each.headers ?? {};
        expectKept(provider, { payload: changed(each.payload, place, value), headers });
        expectKept(provider, {
          payload: each.payload,
          headers: changed(headers, place, text(value)) as typeof headers,
        });
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every verdict is a line of JSON: events that our own door would take, under ids of their own, or one reject with the bytes. */
function expectKept(provider: Provider, { payload, headers = {} }: Given): void {
  const at: Circumstances = {
    ...{ now: NOW, receivedAt: NOW, defaultSource: 'sales', endpoint: `/webhooks/${provider.name}`, headers },
    ...{ limitBytes: WEBHOOK_LIMIT_BYTES, readAll: payloadReader(provider) },
  };
  const bytes = Buffer.from(JSON.stringify(payload));
  const verdicts = judgePayload({ bytes, size: bytes.length }, at);
  const lines = verdicts.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
  if (verdicts.some(({ reason }) => reason !== null)) {
    expect(lines).toMatchObject([{ bytes: bytes.toString(), encoding: 'utf-8' }]);
    return;
  }
  expect(new Set(lines.map(({ event_id }) => event_id)).size).toBe(lines.length);
  for (const { body_sha256, ...event } of lines) expect(parseEvent(event, { ...at })).toMatchObject({ ok: true });
}

/** A copy with the value at one of its places replaced, or taken out where there is none. */
function changed(value: unknown, place: number, by: unknown): unknown {
  const copy = structuredClone(value);
  const places = placesOf(copy);
  const [holder, key] = places[place % Math.max(1, places.length)] ?? [];
  if (holder === undefined || key === undefined) return by ?? null;
  if (by === undefined) delete holder[key];
  else Object.defineProperty(holder, key, { value: by, enumerable: true, configurable: true, writable: true });
  return copy;
}

type Holder = Record<string, unknown>;

function placesOf(value: unknown): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [value as Holder, key] as [Holder, string],
    ...placesOf(inner),
  ]);
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(JSON.stringify(value));
}

function pairs(name: string, kind: string): Given[] {
  return JSON.parse(readFileSync(`test/fixtures/providers/${name}/${kind}.json`, 'utf8')) as Given[];
}
