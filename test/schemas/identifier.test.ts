import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ID_TYPES, type IdType, normaliseIdentifier, parseIdentifier } from '../../schemas/identifier.ts';
import { clear, memoryWarehouse, rowsOf } from '../support/cases.ts';

const warehouse = await memoryWarehouse();
afterAll(() => warehouse.close());

type Given = { type: IdType; raw: string };

/** What the models make of the values, one event each. */
async function normalisedBySql(given: readonly Given[]): Promise<(string | null)[]> {
  const events = given.map(({ type, raw }, i) => ({
    event_id: String(i),
    source: 'sales',
    provider: 'canonical',
    event_name: 'order_completed',
    schema_version: '1',
    occurred_at: '2025-01-01',
    received_at: '2025-01-01',
    body_sha256: '-',
    context: '{}',
    properties: '{}',
    [type]: raw,
  }));
  await clear(warehouse);
  const rows = await rowsOf(warehouse, 'stg_event_identifiers', { events });
  const values = new Map(rows.map((row) => [Number(row.event_id), String(row.id_value)]));
  return given.map((_, i) => values.get(i) ?? null);
}

const WORDS = [
  ...['null', 'NIL', ' None', 'undefined', 'NaN', 'Anonymous', 'anon', 'guest', 'unknown', 'N/A', 'na', '-1', 'test'],
  ...['[object Object]', '0', '-', '00-00', '+', '+0', '00', '000', '0034600111222', '+34 600-111', '(600) 111 222'],
  ...['test@a.com', 'Test@A.com', 'NoReply@a.com', 'no-reply@a.com', 'testing@a.com', 'Ana@Example.COM', '\tx\n', '  '],
  ...[
    'hubspot:123',
    'hubspot:null',
    'hubspot:',
    'Hubspot:1',
    'a:b:c',
    'canonical:7',
    ':',
    ':x',
    'null:1',
    '\u00a0x\u00a0',
  ],
  ...['ÀÉÎ@É.fr', 'ΣΑΣ@x.gr', 'İstanbul@x.tr', 'ẞ@x.de', 'Ǆ@x.hr', '\v1', 'n/a ', 'x\u2028'],
];

/** Letters that a placeholder, a scope, a phone or an address is made of, and a few of other alphabets. */
const LETTERS = fc.constantFrom(...'nulaoe01-+:@_/ \t\nAZÄΣİ9.()');
const raw = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ unit: LETTERS, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/\p{Cs}/u.test(text) && !text.includes('\0')),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '\t', 'x', '@')).map(([word, end]) => word + end),
);
const identifier = fc.record({ type: fc.constantFrom(...ID_TYPES), raw });

describe('an identifier', () => {
  it('that people are known to send reads as the models read it', async () => {
    const given = ID_TYPES.flatMap((type) => WORDS.map((word) => ({ type, raw: word })));
    const bySql = await normalisedBySql(given);
    const byHand = given.map(({ type, raw }) => normaliseIdentifier(type, raw));
    expect(byHand.map((value, i) => [given[i], value])).toEqual(bySql.map((value, i) => [given[i], value]));
  });

  it('of any letters reads as the models read it', async () => {
    const given = fc.sample(identifier, 3000);
    const bySql = await normalisedBySql(given);
    for (const [i, { type, raw }] of given.entries()) {
      expect([type, raw, normaliseIdentifier(type, raw)]).toEqual([type, raw, bySql[i]]);
    }
  });

  it('is itself once normalised', () => {
    fc.assert(
      fc.property(identifier, ({ type, raw }) => {
        const value = normaliseIdentifier(type, raw);
        if (value !== null) expect(normaliseIdentifier(type, value)).toBe(value);
      }),
    );
  });
});

describe('type:value', () => {
  it.each([
    ['email: Ana@Example.com ', { type: 'email', value: 'ana@example.com' }],
    ['crm_id:123', { type: 'crm_id', value: 'canonical:123' }],
    ['crm_id:hubspot:123', { type: 'crm_id', value: 'hubspot:123' }],
    ['user_id:urn:x:1', { type: 'user_id', value: 'urn:x:1' }],
    ['phone:0034 600 111 222', { type: 'phone', value: '+34600111222' }],
  ])('%s is read', (text, expected) => {
    expect(parseIdentifier(text)).toEqual({ ok: true, identifier: expected });
  });

  it.each([
    ['ana@example.com', 'Write type:value, the type one of user_id, crm_id'],
    ['mail:ana@example.com', 'mail:ana@example.com is no identifier'],
    ['user_id:', 'user_id: names nobody'],
    ['email:noreply@example.com', 'names nobody'],
    ['crm_id:hubspot:null', 'names nobody'],
  ])('%s is refused', (text, problem) => {
    expect(parseIdentifier(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });
});
