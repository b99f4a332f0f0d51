import { createHash } from 'node:crypto';
import { compareText, Groups, groupBy } from './collections.ts';
import { ID_TYPES, type Identifier, keyOf } from './identifiers.ts';
import { type Edge, edges, type LinkDecision, type Sighting, sightings } from './links.ts';
import type { Fact, Settings } from './types.ts';

export type IdentityConflict = {
  id_type: string;
  id_value: string;
  linked_to: 'user_id' | 'email';
  linked: number;
  limit_applied: number;
};
export type CustomerId = {
  id_type: string;
  id_value: string;
  customer_id: string;
  first_seen_at: number;
  last_seen_at: number;
};
export type Redirect = { old_customer_id: string; customer_id: string };

export type Identity = {
  customerIds: CustomerId[];
  redirects: Redirect[];
  conflicts: IdentityConflict[];
  /** The customer of an identifier's key (`type:value`). */
  customerOf: Map<string, string>;
  /** The customer that a fact's own identifiers name, or null where it has no usable one. */
  ownerOf: (fact: Fact) => string | null;
};

/** Resolves who is who from all facts at once; a pure function of the facts and the decisions. */
export function resolveIdentity(
  facts: readonly Fact[],
  decisions: readonly LinkDecision[],
  settings: Settings,
): Identity {
  const seen = sightings(facts);
  const all = edges(facts, decisions, seen);
  const conflicts = findHubs(all, settings);
  const hubs = new Set(conflicts.map((hub) => `${hub.id_type}:${hub.id_value}`));
  const components = componentsOf(seen, all, hubs);
  const customerIds = components.flatMap(nameComponent);
  const customerOf = new Map(customerIds.map((row) => [`${row.id_type}:${row.id_value}`, row.customer_id]));
  return {
    customerIds,
    redirects: redirectsOf(customerIds),
    conflicts,
    customerOf,
    ownerOf: ({ ids }) => ownerOf(ids, hubs, customerOf),
  };
}

/** The customer id that an identifier gives to the component it was the first seen of. */
export function customerIdOf(key: string): string {
  return `c_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

function findHubs(all: readonly Edge[], settings: Settings): IdentityConflict[] {
  const ends = all.flatMap(([a, b]) => [
    { id: a, other: b },
    { id: b, other: a },
  ]);
  return [...groupBy(ends, (end) => keyOf(end.id)).values()].flatMap((links): IdentityConflict[] => {
    const id = links[0]?.id;
    if (!id || id.type === 'user_id') return [];
    const linked = (type: string) => new Set(links.filter((l) => l.other.type === type).map((l) => l.other.value)).size;
    const row = { id_type: id.type, id_value: id.value };
    const [userIds, emails] = [linked('user_id'), linked('email')];
    if (userIds > settings.hubUserIds)
      return [{ ...row, linked_to: 'user_id', linked: userIds, limit_applied: settings.hubUserIds }];
    if (emails > settings.hubEmails)
      return [{ ...row, linked_to: 'email', linked: emails, limit_applied: settings.hubEmails }];
    return [];
  });
}

function componentsOf(seen: Map<string, Sighting>, all: readonly Edge[], hubs: Set<string>): Sighting[][] {
  const groups = new Groups();
  for (const [a, b] of all) {
    if (!hubs.has(keyOf(a)) && !hubs.has(keyOf(b))) groups.link(keyOf(a), keyOf(b));
  }
  return [...groupBy(seen.values(), (sighting) => groups.find(keyOf(sighting.id))).values()];
}

function nameComponent(component: Sighting[]): CustomerId[] {
  const first = component.reduce((best, next) => (isSeenBefore(next, best) ? next : best));
  const customer_id = customerIdOf(keyOf(first.id));
  return component.map(({ id, firstSeen, lastSeen }) => ({
    id_type: id.type,
    id_value: id.value,
    customer_id,
    first_seen_at: firstSeen,
    last_seen_at: lastSeen,
  }));
}

function isSeenBefore(a: Sighting, b: Sighting): boolean {
  const strength = (id: Identifier) => ID_TYPES.indexOf(id.type);
  const order = a.firstSeen - b.firstSeen || strength(a.id) - strength(b.id) || compareText(a.id.value, b.id.value);
  return order < 0;
}

function redirectsOf(customerIds: readonly CustomerId[]): Redirect[] {
  return customerIds
    .map((row) => ({ old_customer_id: customerIdOf(`${row.id_type}:${row.id_value}`), customer_id: row.customer_id }))
    .filter((row) => row.old_customer_id !== row.customer_id);
}

function ownerOf(ids: readonly Identifier[], hubs: Set<string>, customerOf: Map<string, string>): string | null {
  const id = ids.find((candidate) => !hubs.has(keyOf(candidate))) ?? ids[0];
  return id ? (customerOf.get(keyOf(id)) ?? null) : null;
}
