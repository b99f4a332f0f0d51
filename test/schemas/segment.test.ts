import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../schemas/event.ts';
import { parseSegment, type SegmentCircumstances } from '../../schemas/providers/segment.ts';

type Accepted = {
  rule: string;
  batch?: SegmentCircumstances['batch'];
  message: unknown;
  event: Record<string, unknown>;
};
type Rejected = { rule: string; message: unknown; reason: { code: string; path: string } };

const NOW = '2026-03-01T12:00:00.000Z';
const AT = { now: NOW, receivedAt: NOW, digest: () => 'made-from-content' };

describe('a message of Segment is an event', () => {
  test.each(pairs<Accepted>('accepted').map((pair) => [pair.rule, pair] as const))(
    '%s',
    (_, { batch, message, event }) => {
      const parsed = parseSegment(message, { ...AT, ...(batch === undefined ? {} : { batch }) });
      expect(parsed).toMatchObject({ ok: true });
      const { received_at, provider, schema_version, ...landed } = (parsed.ok ? parsed.event : {}) as typeof event;
      expect([received_at, provider, schema_version]).toEqual([NOW, 'segment', 1]);
      expect(landed).toEqual(event);
    },
  );

  test('that the door of our own events would take as well', () => {
    for (const { message, batch } of pairs<Accepted>('accepted')) {
      const parsed = parseSegment(message, { ...AT, ...(batch === undefined ? {} : { batch }) });
      if (!parsed.ok) throw new Error(parsed.reason.message);
      expect(parseEvent(parsed.sent, { ...AT, defaultSource: 'web' })).toEqual({ ok: true, event: parsed.event });
    }
  });
});

describe('a message of Segment is turned away', () => {
  test.each(pairs<Rejected>('rejected').map((pair) => [pair.rule, pair] as const))('%s', (_, { message, reason }) => {
    const parsed = parseSegment(message, AT);
    expect(parsed).toMatchObject({ ok: false, reason });
    expect(!parsed.ok && parsed.reason.message).toMatch(/[Ss]end /);
  });
});

describe('a message without an id', () => {
  const message = { type: 'page', anonymousId: 'a-1', timestamp: '2026-03-01T11:00:00.000Z' };
  const seen: unknown[] = [];
  const digest = (value: unknown) => `hash-${seen.push(value)}`;

  test('is named after its content', () => {
    const parsed = parseSegment(message, { ...AT, digest });
    expect(parsed.ok && parsed.event.event_id).toBe('segment:hash-1');
  });

  test('has the same name however often and by whichever route it is sent', () => {
    const { type, ...bare } = message;
    parseSegment({ ...bare, sentAt: NOW, writeKey: 'k', receivedAt: NOW }, { ...AT, digest, type: 'page' });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]).toEqual(message);
  });
});

function pairs<T>(kind: string): T[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/segment/${kind}.json`, import.meta.url), 'utf8')) as T[];
}
