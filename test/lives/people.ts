import fc from 'fast-check';
import type { LinkDecision } from '../reference/links.ts';

export type Identifiers = {
  user_id?: string;
  anonymous_id?: string;
  email?: string;
  phone?: string;
  crm_id?: string;
  billing_id?: string;
  support_id?: string;
};

const PEOPLE = [1, 2, 3, 4];
const BLOCKED: Identifiers[] = [
  { user_id: 'null' },
  { user_id: ' Undefined ' },
  { anonymous_id: '00000000-0000-0000-0000-000000000000' },
  { anonymous_id: '[object Object]' },
  { email: 'Test@example.org' },
  { email: ' no-reply@shop.example ' },
  { phone: '000' },
  { crm_id: 'hubspot:0' },
  { billing_id: 'unknown' },
  { support_id: '-1' },
];
/** One mailbox, number, device or record of everybody: hubs as soon as two people use them. */
const SHARED: Identifiers[] = [
  { email: 'office@example.org' },
  { phone: '+49 30 1' },
  { anonymous_id: 'kiosk' },
  { crm_id: 'hubspot:99' },
];

/** All ways in which systems spell one person's identifiers; spellings of one value meet only after normalising. */
function spellings(person: number): { [K in keyof Required<Identifiers>]: string[] } {
  return {
    user_id: [`u${person}`, ` u${person}`],
    anonymous_id: [`a${person}`, `b${person}`],
    email: [`p${person}@example.org`, ` P${person}@Example.org `],
    phone: [`+49 30 55${person}`, `0049-30-55${person}`, `+493055${person}`],
    crm_id: [`hubspot:${person}`, `salesforce:${person}`],
    billing_id: [`stripe:${person}`],
    support_id: [`zendesk:${person}`, `intercom:${person}`],
  };
}

function own(person: number): fc.Arbitrary<Identifiers> {
  const of = spellings(person);
  const maybe = (key: keyof Identifiers, oneInSoManyIsNil: number) =>
    fc.option(fc.constantFrom(...of[key]), { nil: null, freq: oneInSoManyIsNil });
  return fc
    .record({
      user_id: maybe('user_id', 2),
      anonymous_id: maybe('anonymous_id', 3),
      email: maybe('email', 2),
      phone: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: maybe('phone', 2) }),
      crm_id: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: maybe('crm_id', 2) }),
      billing_id: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: maybe('billing_id', 2) },
      ),
      support_id: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: maybe('support_id', 2) },
      ),
    })
    .map(withoutNulls);
}

/** The identifiers on one event: a person's, none, blocked ones, or a mixture that merges people or makes hubs. */
export function identifiers(): fc.Arbitrary<Identifiers> {
  const person = fc.constantFrom(...PEOPLE).chain(own);
  const mixed = fc.tuple(person, person).map(([a, b]) => ({ ...a, ...b }));
  const withExtra = (extras: Identifiers[]) =>
    fc.tuple(person, fc.constantFrom(...extras)).map(([a, b]) => ({ ...a, ...b }));
  return fc.oneof(
    { weight: 20, arbitrary: person },
    { weight: 1, arbitrary: mixed },
    { weight: 2, arbitrary: withExtra(BLOCKED) },
    { weight: 2, arbitrary: withExtra(SHARED) },
    { weight: 1, arbitrary: fc.constantFrom(...SHARED, ...BLOCKED) },
    { weight: 2, arbitrary: fc.constant({}) },
  );
}

/** The strong identifier of one of the first `count` people, for lives in which nobody is mistaken for another. */
export function knownPerson(count: number): fc.Arbitrary<Identifiers> {
  return fc
    .integer({ min: 1, max: count })
    .map((person) => ({ user_id: `u${person}`, email: `p${person}@example.org` }));
}

/** Properties that name a referee: oneself, others, unseen people, nobody, or a user id beside another's e-mail. */
export function referees(): fc.Arbitrary<{ referee_user_id?: string; referee_email?: string }> {
  return fc.constantFrom(
    {},
    { referee_user_id: 'u1' },
    { referee_user_id: 'u2' },
    { referee_user_id: 'unseen' },
    { referee_email: 'P1@example.org' },
    { referee_email: 'unseen@example.org' },
    { referee_email: 'p1@example.org', referee_user_id: 'unseen' },
    { referee_email: 'unseen@example.org', referee_user_id: 'u1' },
  );
}

/** Decisions to part and join identifiers, seen ones mostly, the same pairs again and again in both directions. */
export function decisions(): fc.Arbitrary<LinkDecision[]> {
  const id = fc.constantFrom<LinkDecision['a']>(
    { type: 'user_id', value: 'u1' },
    { type: 'user_id', value: 'u2' },
    { type: 'email', value: 'p1@example.org' },
    { type: 'anonymous_id', value: 'a1' },
    { type: 'anonymous_id', value: 'never-seen' },
  );
  const decision = fc
    .record({ kind: fc.constantFrom<LinkDecision['kind']>('link', 'unlink', 'unlink'), a: id, b: id })
    .filter(({ a, b }) => a !== b);
  return fc.array(decision, { maxLength: 4, size: 'max' });
}

/** Decisions that join people in chains, and part them here and there. */
export function chainedDecisions(): fc.Arbitrary<LinkDecision[]> {
  const id = fc.constantFrom<LinkDecision['a']>(
    ...['u1', 'u2', 'u3', 'u4'].map((value) => ({ type: 'user_id' as const, value })),
  );
  const kind = fc.constantFrom<LinkDecision['kind']>('link', 'link', 'link', 'unlink');
  const decision = fc.record({ kind, a: id, b: id }).filter(({ a, b }) => a.value !== b.value);
  return fc.array(decision, { minLength: 2, maxLength: 8, size: 'max' });
}

export function withoutNulls<T extends object>(row: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  const kept = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}
