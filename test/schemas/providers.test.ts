import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../schemas/event.ts';
import type { Provider } from '../../schemas/providers/provider.ts';
import { PROVIDERS, parsePayload } from '../../schemas/providers.ts';

/** `source`: where the payload's shape was taken from. `received_at` is NOW unless a rule needs another. */
interface Given {
  rule: string;
  source?: string;
  headers?: Record<string, string>;
  payload: unknown;
}
/** The events without what is the same for all: provider, source, received_at, schema_version, and the payload itself. */
type Accepted = Given & { events: Record<string, unknown>[] };
type Rejected = Given & { reason: { code: string; path: string } };

const NOW = '2026-03-01T12:00:00.000Z';

describe.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('%s', (name, provider) => {
  test.each(pairs<Accepted>(name, 'accepted').map((pair) => [pair.rule, pair] as const))('%s', (_, given) => {
    const parsed = parse(provider, given);
    if (!parsed.ok) throw new Error(`${parsed.reason.path}: ${parsed.reason.message}`);
    expect(parsed.events.map(({ event }) => essence(event))).toEqual(given.events);
    expect(parsed.events.every(({ event }) => event.provider === name && event.received_at === NOW)).toBe(true);
    for (const { event, sent } of parsed.events)
      expect(parseEvent(sent, { now: NOW, receivedAt: NOW, defaultSource: 'web' })).toEqual({ ok: true, event });
  });

  test.each(pairs<Rejected>(name, 'rejected').map((pair) => [pair.rule, pair] as const))('%s', (_, given) => {
    const parsed = parse(provider, given);
    expect(parsed.ok ? parsed : { code: parsed.reason.code, path: parsed.reason.path }).toEqual(given.reason);
    expect(parsed.ok ? '' : parsed.reason.message).toMatch(/\. [A-Z]/);
  });

  test('keeps the whole payload, but for what a delivery alone says', () => {
    for (const given of pairs<Accepted>(name, 'accepted')) {
      const parsed = parse(provider, given);
      const [first] = parsed.ok ? parsed.events : [];
      if (first === undefined) continue;
      const { extra } = first.event.properties as { extra: { payload: Record<string, unknown> } };
      const payload = { ...(given.payload as Record<string, unknown>) };
      for (const key of provider.transport) delete payload[key];
      expect(extra.payload).toEqual(payload);
    }
  });
});

function parse(provider: Provider, { payload, headers = {} }: Given) {
  return parsePayload(provider, payload, { now: NOW, receivedAt: NOW, headers });
}

function essence(event: object): Record<string, unknown> {
  const { provider, source, received_at, schema_version, ...told } = event as Record<string, unknown>;
  const { extra, ...properties } = told.properties as Record<string, unknown>;
  const { payload, ...strays } = (extra ?? {}) as Record<string, unknown>;
  return {
    ...told,
    properties: { ...properties, ...(Object.keys(strays).length === 0 ? {} : { extra: strays }) },
  };
}

function pairs<T>(name: string, kind: 'accepted' | 'rejected'): T[] {
  return JSON.parse(readFileSync(`test/fixtures/providers/${name}/${kind}.json`, 'utf8')) as T[];
}

test('a field that a vendor leaves undefined is absent from the line', () => {
  const vendor: Provider = {
    ...{ name: 'acme', signing: null, carries: 'one', headers: [], transport: [] },
    toEvents: () => ({
      ok: true,
      events: [
        {
          ...{ id: '1', event_name: 'order_cancelled', occurred_at: NOW },
          identifiers: { email: undefined, crm_id: 'c' },
          properties: { order_id: 'o', reason: undefined },
          context: { country: undefined },
        },
      ],
    }),
  };
  const parsed = parse(vendor, { rule: '', payload: {} });
  const [told] = parsed.ok ? parsed.events : [];
  expect(Object.keys(told?.sent ?? {})).not.toContain('email');
  expect(told?.sent.properties).toEqual({ order_id: 'o', extra: { payload: {} } });
  expect(Object.keys((told?.sent.context ?? {}) as object)).toEqual([]);
  expect(Object.keys((told?.sent.properties ?? {}) as object)).toEqual(['order_id', 'extra']);
});
