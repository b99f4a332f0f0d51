import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ingestBody } from '../../lambdas/ingest/ingest.ts';
import { bodySha256, type Circumstances, judgeMessage } from '../../lambdas/ingest/judge.ts';

const NOW = '2026-01-31T12:00:00.000Z';
const AT: Circumstances = { now: NOW, receivedAt: NOW, defaultSource: 'web', endpoint: '/v1/events/web' };
const EVENT = {
  event_id: 'e1',
  event_name: 'page_viewed',
  occurred_at: '2026-01-31T10:00:00.000Z',
  anonymous_id: 'a-1',
};

/** An event of exactly so many bytes. */
function sized(bytes: number): string {
  const bare = JSON.stringify({ ...EVENT, properties: { filling: '' } });
  return bare.replace('"filling":""', `"filling":"${'x'.repeat(bytes - bare.length)}"`);
}

function judge(text: string | Uint8Array, at: Partial<Circumstances> = {}) {
  const bytes = Buffer.from(text as Uint8Array);
  return judgeMessage({ bytes, size: bytes.length }, { ...AT, ...at });
}

const withProperty = (json: string) => `{${JSON.stringify(EVENT).slice(1, -1)},"properties":{"odd":${json}}}`;

describe('an accepted message', () => {
  test('becomes one line for its place in raw', () => {
    const verdict = judge(JSON.stringify(EVENT));
    expect(verdict).toMatchObject({ kind: 'raw', source: 'web', receivedDate: '2026-01-31', reason: null });
    expect(verdict.line).not.toContain('\n');
    expect(JSON.parse(verdict.line)).toMatchObject({ ...EVENT, source: 'web', received_at: NOW });
  });

  test('carries the hash of its body as sent, whatever the order of its keys and without received_at', () => {
    const canonical =
      '{"anonymous_id":"a-1","event_id":"e1","event_name":"page_viewed","occurred_at":"2026-01-31T10:00:00.000Z"}';
    const expected = createHash('sha256').update(canonical).digest('hex');
    expect(JSON.parse(judge(JSON.stringify(EVENT)).line).body_sha256).toBe(expected);
    const shuffled = Object.fromEntries(Object.entries({ ...EVENT, received_at: NOW }).reverse());
    expect(bodySha256(shuffled)).toBe(expected);
  });

  test('may be as large as the limit and not a byte larger', () => {
    expect(judge(sized(32_768)).reason).toBeNull();
    expect(judge(sized(32_769)).reason).toMatchObject({ code: 'too_large', path: '$' });
  });

  test('may be 32 levels deep and not one deeper', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(judge(withProperty(nested(30))).reason).toBeNull();
    expect(judge(withProperty(nested(31))).reason?.code).toBe('too_deep');
  });

  test('keeps the received_at of its own only where the door allows it', () => {
    const sent = JSON.stringify({ ...EVENT, received_at: '2026-01-31T11:00:00.000Z' });
    expect(JSON.parse(judge(sent).line).received_at).toBe(NOW);
    const kept = judge(sent.replaceAll('2026-01-31', '2025-05-05'), { keepReceivedAt: true });
    expect(kept.receivedDate).toBe('2025-05-05');
  });
});

describe('what readers after us would trip over', () => {
  test.each([
    ['a lone surrogate', withProperty('"\\ud800"'), 'unsupported_character', '$.properties.odd'],
    ['a lone surrogate in a name', withProperty('{"\\udc00":1}'), 'unsupported_character', /^\$\.properties\.odd/],
    ['NUL', withProperty('"\\u0000"'), 'unsupported_character', '$.properties.odd'],
    ['1e400', withProperty('[1,1e400]'), 'number_out_of_range', '$.properties.odd[1]'],
    ['2^63', withProperty('{"a.b\\"c":9223372036854775808}'), 'number_out_of_range', '$.properties.odd["a.b\\"c"]'],
    ['10,000 levels', withProperty('['.repeat(10_000) + ']'.repeat(10_000)), 'too_deep', /^\$\.properties\.odd/],
    ['a cut line', '{"event_id":"e1","ev', 'malformed_json', '$'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'invalid_utf8', '$'],
    ['UTF-8 of a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'invalid_utf8', '$'],
    ['a byte order mark inside', `\ufeff${JSON.stringify(EVENT)}`, 'malformed_json', '$'],
    ['nothing', '', 'malformed_json', '$'],
  ])('%s is rejected with its bytes', (_, message, code, path) => {
    const verdict = judge(message);
    expect(verdict.kind).toBe('rejected');
    expect(verdict.reason).toMatchObject({ code, path: path instanceof RegExp ? expect.stringMatching(path) : path });
    const kept = JSON.parse(verdict.line) as { bytes: string; encoding: 'utf-8' | 'base64' };
    expect(Buffer.from(kept.bytes, kept.encoding).equals(Buffer.from(message as Uint8Array))).toBe(true);
    expect(kept).toMatchObject({ received_at: NOW, endpoint: '/v1/events/web' });
    expect(verdict.line).not.toMatch(/[^\\]\\ud[89a-f]/);
  });

  test.each([
    ['U+FEFF', '"\\ufeffx"', '\ufeffx'],
    ['a whole surrogate pair', '"\\ud83d\\ude00"', '😀'],
    ['2^53 - 1', '9007199254740991', 9007199254740991],
    ['names with dots and quotes', '{"a.b":{"c\\"d":1}}', { 'a.b': { 'c"d': 1 } }],
  ])('%s lands as it was sent', (_, json, value) => {
    const { reason, line } = judge(withProperty(json));
    expect(reason).toBeNull();
    expect(JSON.stringify(JSON.parse(line).properties)).toContain(JSON.stringify(value));
  });

  test.each(['__proto__', 'constructor', 'toJSON', 'hasOwnProperty'])('the name %s does no harm', (name) => {
    const { reason, line } = judge(withProperty(`{"${name}":{"polluted":true}}`));
    expect(reason).toBeNull();
    expect(line).toContain(`"${name}":{"polluted":true}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('of a name given twice the last holds, as JSON.parse and every engine have it', () => {
    expect(JSON.parse(judge(`{"event_id":"e0",${JSON.stringify(EVENT).slice(1)}`).line).event_id).toBe('e1');
  });
});

describe('a body', () => {
  test('with one bad message loses none of its neighbours', () => {
    const messages = [JSON.stringify(EVENT), 'nonsense', sized(32_769), sized(32_768)].map((text) => Buffer.from(text));
    const { received, accepted, rejected, deliveries } = ingestBody(messages, AT);
    expect({ received, accepted }).toEqual({ received: 4, accepted: 2 });
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'malformed_json'],
      [2, 'too_large'],
    ]);
    expect(deliveries.map(({ kind, lines }) => [kind, lines.filter((byte) => byte === 10).length])).toEqual([
      ['raw', 2],
      ['rejected', 2],
    ]);
  });

  test('with an event of another source than the door is told where it belongs', () => {
    const { rejected } = ingestBody(
      [
        Buffer.from(
          JSON.stringify({ ...EVENT, source: 'sales', event_name: 'order_cancelled', properties: { order_id: 'o1' } }),
        ),
      ],
      { ...AT, onlySource: 'web' },
    );
    expect(rejected[0]).toMatchObject({ code: 'wrong_source', path: '$.source' });
  });
});
