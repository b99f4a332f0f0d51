import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { toIso } from '../reference/time.ts';
import type { LandedLine } from '../reference/types.ts';
import { browsing, type Happening, happenings, sales, subscriptions, vendorObjects } from './happenings.ts';
import { instants } from './instants.ts';
import { type Identifiers, identifiers, knownPerson } from './people.ts';

type Options = { maxEvents?: number };
type Told = { what: Happening; who: Identifiers; at: number; provider: string; flags: Flags; label: number };
type Flags = { is_bot?: boolean; is_internal?: boolean };
/** A second arrival of an event: the same body, another one, or another one at the same instant. */
type Echo = { of: number; body: 'same' | 'later' | 'otherwise'; delay: number };

/** Objects are a provider's own, so most events name one provider, and some another that must not reach its objects. */
const PROVIDERS = ['canonical', 'canonical', 'canonical', 'canonical', 'hubspot', 'shopify'];
const DELAYS = [0, 1, 60_000];

/** Whole lives of a few people in all their mess: merges, hubs, ties, bots, echoes with other bodies, in any order. */
export function lives(options: Options = {}): fc.Arbitrary<LandedLine[]> {
  return livesOf(happenings(), identifiers(), options);
}

/** Lives of two well-known people who buy, cancel and get refunds through several systems. */
export function buyersLives(options: Options = {}): fc.Arbitrary<LandedLine[]> {
  return livesOf(
    fc.oneof({ weight: 4, arbitrary: sales() }, { weight: 1, arbitrary: browsing() }),
    knownPerson(2),
    options,
  );
}

/** Lives of two well-known people with several subscriptions, begun and ended at the same instants. */
export function subscribersLives(options: Options = {}): fc.Arbitrary<LandedLine[]> {
  return livesOf(
    fc.oneof({ weight: 4, arbitrary: subscriptions() }, { weight: 1, arbitrary: sales() }),
    knownPerson(2),
    options,
  );
}

/** Lives of visitors who only browse: sessions, quiet spells, and who is who. */
export function visitorsLives(options: Options = {}): fc.Arbitrary<LandedLine[]> {
  return livesOf(browsing(), identifiers(), options);
}

/** What vendors tell of their objects, of a few people who also buy; each event in one body. */
export function vendorsLives({ maxEvents = 40 }: Options = {}): fc.Arbitrary<LandedLine[]> {
  const what = fc.oneof({ weight: 4, arbitrary: vendorObjects() }, { weight: 1, arbitrary: sales() });
  return livesOf(what, knownPerson(2), { maxEvents }).map((lines) => [
    ...new Map(lines.toReversed().map((line) => [line.event_id, line])).values(),
  ]);
}

/** Landed lines of what `what` tells and `who` names, at lattice instants, with duplicates and conflicting bodies. */
export function livesOf(
  what: fc.Arbitrary<Happening>,
  who: fc.Arbitrary<Identifiers>,
  { maxEvents = 30 }: Options = {},
): fc.Arbitrary<LandedLine[]> {
  const told = fc.array(
    fc.record({
      what,
      who,
      at: instants(),
      provider: fc.constantFrom(...PROVIDERS),
      flags: flags(),
      label: fc.nat({ max: 99 }),
    }),
    { minLength: 1, maxLength: maxEvents, size: 'max' },
  );
  const echoes = fc.array(
    fc.record({
      of: fc.nat({ max: maxEvents - 1 }),
      body: fc.constantFrom<Echo['body']>('same', 'later', 'otherwise'),
      delay: fc.constantFrom(...DELAYS),
    }),
    { maxLength: 3, size: 'max' },
  );
  return fc
    .tuple(told, echoes)
    .map(([events, again]) => [
      ...events.map((event, i) => landed(event, i, event.at)),
      ...again.flatMap((echo) => echoOf(echo, events)),
    ]);
}

function flags(): fc.Arbitrary<Flags> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom<Flags>({ is_bot: true }, { is_internal: true }, { is_bot: false }) },
  );
}

function echoOf({ of, body, delay }: Echo, events: readonly Told[]): LandedLine[] {
  const i = of % events.length;
  const told = events[i];
  if (!told) return [];
  const other = {
    ...told,
    at: told.at + (body === 'later' ? 1 : 0),
    who: body === 'otherwise' ? { user_id: 'u4' } : told.who,
    what: body === 'otherwise' ? ofAnotherObject(told.what) : told.what,
  };
  return [landed(other, i, told.at + delay)];
}

function ofAnotherObject(what: Happening): Happening {
  return what.object === undefined ? what : { ...what, object: { ...what.object, id: 'of another body' } };
}

/** The label comes first in the id, so that the smallest id is not the first told. */
function landed({ what, who, at, provider, flags, label }: Told, i: number, receivedAt: number = at): LandedLine {
  const sent = {
    event_id: `${provider}:${String(label).padStart(2, '0')}-${i}`,
    source: what.source,
    provider,
    event_name: what.event_name,
    schema_version: 1,
    occurred_at: toIso(at),
  };
  const context = { ...flags, ...(what.object === undefined ? {} : { object: what.object }) };
  const rest = { ...who, properties: what.properties, context };
  const body = canonicalize({ ...sent, ...rest }) ?? '';
  const body_sha256 = createHash('sha256').update(body).digest('hex');
  return { ...sent, received_at: toIso(receivedAt), ...rest, body_sha256 };
}
