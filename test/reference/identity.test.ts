import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type IdType, normalise } from './identifiers.ts';
import type { LinkDecision } from './links.ts';
import { reference } from './reference.ts';
import { instantOf, landed } from './story.ts';
import type { LandedLine } from './types.ts';

const idOf = (key: string) => `c_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
const page = (when: string, ids: Partial<LandedLine>) => landed(`${when} page_viewed`, ids);

function resolve(lines: LandedLine[], decisions: LinkDecision[] = []) {
  const tables = reference({ lines, decisions, asOf: instantOf('999'), grains: [] });
  const customerOf = Object.fromEntries(
    tables.customer_ids.map((row) => [`${row.id_type}:${row.id_value}`, row.customer_id]),
  );
  return { ...tables, customerOf, owners: tables.owners.map((row) => row.customer_id) };
}

describe('values', () => {
  test.each<[IdType, string, string | null]>([
    ['user_id', ' u1 ', 'u1'],
    ['user_id', 'U1', 'U1'],
    ['email', ' Ann@Example.ORG ', 'ann@example.org'],
    ['email', 'TEST@example.org', null],
    ['email', 'noreply@example.org', null],
    ['email', 'no-reply@example.org', null],
    ['phone', '+49 (30) 1-2', '+493012'],
    ['phone', '0049 30 12', '+493012'],
    ['phone', '030 12', '03012'],
    ['phone', 'none', null],
    ['phone', 'ext.', null],
    ['crm_id', '7', 'canonical:7'],
    ['crm_id', 'hubspot:7', 'hubspot:7'],
    ['crm_id', 'hubspot:NULL', null],
    ['crm_id', '0-0', null],
    ['anonymous_id', '00000000-0000-0000-0000-000000000000', null],
    ['anonymous_id', '[Object object]', null],
    ['user_id', 'N/A', null],
    ['user_id', '-1', null],
    ['user_id', '   ', null],
  ])('%s %j is %j', (type, raw, value) => {
    expect(normalise(type, raw, 'canonical')).toBe(value);
  });
});

test('the first seen identifier names the component, and every other id leads to it', () => {
  const { customerOf, customer_redirects } = resolve([
    page('0', { anonymous_id: 'a1' }),
    page('1', { anonymous_id: 'a1', user_id: 'u1' }),
  ]);
  expect(customerOf).toEqual({ 'anonymous_id:a1': idOf('anonymous_id:a1'), 'user_id:u1': idOf('anonymous_id:a1') });
  expect(customer_redirects).toEqual([{ old_customer_id: idOf('user_id:u1'), customer_id: idOf('anonymous_id:a1') }]);
});

test('seen at one instant, the stronger type names, then the smaller value', () => {
  expect(resolve([page('0', { anonymous_id: 'a', email: 'b@example.org' })]).owners).toEqual([
    idOf('email:b@example.org'),
  ]);
  const alias = landed('0 identified', { user_id: 'u2', properties: { previous_id: 'u1' } });
  expect(resolve([alias]).owners).toEqual([idOf('user_id:u1')]);
});

test('merged contacts are one customer', () => {
  const merged = landed('2 contact_merged', { crm_id: 'hubspot:1', properties: { merged_crm_id: 'hubspot:2' } });
  const lines = [page('0', { crm_id: 'hubspot:2' }), page('1', { crm_id: 'hubspot:1' }), merged];
  expect(new Set(resolve(lines).owners)).toEqual(new Set([idOf('crm_id:hubspot:2')]));
});

describe('hubs', () => {
  const shared = { email: 'office@example.org' };
  const lines = [page('0', { ...shared, user_id: 'u1' }), page('1', { ...shared, user_id: 'u2' }), page('2', shared)];

  test('an identifier of two user ids joins nobody and is reported', () => {
    const { owners, identity_conflicts } = resolve(lines);
    expect(owners).toEqual([idOf('user_id:u1'), idOf('user_id:u2'), idOf('email:office@example.org')]);
    expect(identity_conflicts).toEqual([
      { id_type: 'email', id_value: 'office@example.org', linked_to: 'user_id', linked: 2, limit_applied: 1 },
    ]);
  });

  test('a hub without events of its own is in customer_ids and not in customers', () => {
    const { customerOf, customers } = resolve(lines.slice(0, 2));
    expect(customerOf['email:office@example.org']).toBe(idOf('email:office@example.org'));
    expect(customers.map((row) => row.customer_id)).not.toContain(idOf('email:office@example.org'));
  });

  test('five e-mail addresses are a person, six a hub; a user id never is one', () => {
    const mails = (count: number, ids: Partial<LandedLine>) =>
      Array.from({ length: count }, (_, i) => page(`${i}`, { ...ids, email: `m${i}@example.org` }));
    expect(resolve(mails(5, { phone: '+1' })).identity_conflicts).toEqual([]);
    expect(resolve(mails(6, { phone: '+1' })).identity_conflicts).toMatchObject([
      { id_type: 'phone', linked_to: 'email', linked: 6 },
    ]);
    expect(resolve(mails(6, { user_id: 'u1' })).identity_conflicts).toEqual([]);
  });

  test("bots' and later events make no hub", () => {
    const bot = page('1', { ...shared, user_id: 'u2', context: { is_bot: true } });
    const later = page('9999', { ...shared, user_id: 'u3' });
    expect(resolve([page('0', { ...shared, user_id: 'u1' }), bot, later]).identity_conflicts).toEqual([]);
  });
});

describe('events with only an object', () => {
  const object = (when: string, name: string, properties: Record<string, string>, more: Partial<LandedLine> = {}) =>
    landed(`${when} ${name}`, { ...more, properties });

  test('belong to the customer of its earliest event that has one, also if that comes later', () => {
    const lines = [
      object('0', 'deal_lost', { deal_id: 'd' }),
      object('2', 'deal_lost', { deal_id: 'd' }, { user_id: 'u2' }),
      object('1', 'deal_lost', { deal_id: 'd' }, { user_id: 'u1' }),
    ];
    expect(resolve(lines).owners).toEqual([idOf('user_id:u1'), idOf('user_id:u2'), idOf('user_id:u1')]);
  });

  test('of another provider are another object', () => {
    const lines = [
      object('0', 'deal_lost', { deal_id: 'd' }, { provider: 'hubspot' }),
      object('1', 'deal_lost', { deal_id: 'd' }, { user_id: 'u1' }),
    ];
    expect(resolve(lines).owners).toEqual([null, idOf('user_id:u1')]);
  });

  test('of several, the order comes before the deal', () => {
    const lines = [
      object('0', 'deal_won', { deal_id: 'd', order_id: 'o' }),
      object('1', 'deal_lost', { deal_id: 'd' }, { user_id: 'u1' }),
      object('2', 'order_updated', { order_id: 'o' }, { user_id: 'u2' }),
    ];
    expect(resolve(lines).owners[0]).toBe(idOf('user_id:u2'));
  });
});

test('unlink parts two identifiers until link joins them again', () => {
  const pair = { a: { type: 'user_id', value: 'u1' }, b: { type: 'email', value: 'a@example.org' } } as const;
  const lines = [page('0', { user_id: 'u1' }), page('1', { user_id: 'u1', email: 'a@example.org' })];
  const names = (decisions: LinkDecision[]) => new Set(Object.values(resolve(lines, decisions).customerOf)).size;
  expect([
    names([]),
    names([{ kind: 'unlink', ...pair }]),
    names([
      { kind: 'unlink', ...pair },
      { kind: 'link', ...pair },
    ]),
  ]).toEqual([1, 2, 1]);
});

test('of several bodies the earliest received wins, then the smallest hash, and they are listed', () => {
  const copy = (body_sha256: string, receivedAt: number, email: string) =>
    landed('0 page_viewed', { event_id: 'x', body_sha256, receivedAt, email });
  const copies = [
    copy('b', 1000, 'b@example.org'),
    copy('c', 999, 'c@example.org'),
    copy('a', 1000, 'a@example.org'),
    copy('c', 999, 'c@example.org'),
  ];
  expect(resolve(copies)).toMatchObject({
    events: [{ email: 'c@example.org' }],
    event_conflicts: [{ event_id: 'x', bodies: 3 }],
  });
  expect(resolve(copies.filter((line) => line.body_sha256 !== 'c')).events).toMatchObject([{ email: 'a@example.org' }]);
});
