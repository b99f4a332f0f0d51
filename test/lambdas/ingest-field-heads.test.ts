import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalFields } from '../../lambdas/ingest/canonical-json.ts';
import { fieldHeads } from '../../lambdas/ingest/field-heads.ts';
import { judgeMessage } from '../../lambdas/ingest/judge.ts';

const NOW = '2026-01-31T12:00:00.000Z';

function written(fields: Record<string, unknown>): string {
  const texts = canonicalFields(fields);
  return `{${fieldHeads(fields)
    .map(({ key, head }) => `${head.slice(1)}${texts.get(key)}`)
    .join(',')}}`;
}

test('the same keys in another order are the same text', () => {
  const keys = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 12 });
  fc.assert(
    fc.property(keys, fc.infiniteStream(fc.boolean()), (names, swaps) => {
      const shuffled = [...names].sort(() => (swaps.next().value ? 1 : -1));
      const objects = [names, shuffled].map((list) => Object.fromEntries(list.map((name) => [name, name.length])));
      for (const fields of objects) expect(written(fields)).toBe(canonicalize(objects[0]));
    }),
  );
});

test('ever new keys are answered right and do not stay in memory', () => {
  for (let index = 0; index < 25_000; index += 1) {
    const fields = JSON.parse(`{"z${index}":1,"a${index}":2}`);
    expect(fieldHeads(fields)).toHaveLength(2);
    expect(fieldHeads(fields)[0]?.key).toBe(`a${index}`);
  }
  expect(fieldHeads({ b: 1, a: 2 }).map(({ head }) => head)).toEqual(['{"a":', ',"b":']);
});

test('a key too long to be remembered is written none the less', () => {
  const long = 'k'.repeat(1000);
  expect(written({ [long]: 1, a: 2 })).toBe(`{"a":2,"${long}":1}`);
});

test('a landed line says what was sent, and what the door made of it', () => {
  const sent = {
    properties: { z: 1, title: 'Zoë "Z"', a: [{ y: 2, x: null }], extra: { b: 1 } },
    event_name: 'page_viewed',
    event_id: 'e1',
    occurred_at: '2026-01-31T12:00:00+01:00',
    context: { page: { url: '/', path: '/' }, campaign: { source: 'x' } },
    anonymous_id: 'a-1',
    user_id: null,
    consent: { ads: true },
  };
  const at = { now: NOW, receivedAt: NOW, defaultSource: 'web', endpoint: 'test' } as const;
  const bytes = Buffer.from(JSON.stringify(sent));
  const { body_sha256, ...landed } = JSON.parse(judgeMessage({ bytes, size: bytes.length }, at).line);
  expect(Object.keys(landed)).toEqual(
    'event_id source provider event_name schema_version occurred_at received_at anonymous_id properties context consent'.split(
      ' ',
    ),
  );
  const { user_id: _, ...kept } = sent;
  expect(landed).toEqual({
    ...kept,
    source: 'web',
    provider: 'canonical',
    schema_version: 1,
    occurred_at: '2026-01-31T11:00:00.000Z',
    received_at: NOW,
    properties: { title: sent.properties.title, extra: { b: 1, z: 1, a: [{ y: 2, x: null }] } },
  });
  expect(body_sha256).toMatch(/^[0-9a-f]{64}$/);
});
