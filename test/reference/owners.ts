import { byTime } from './collections.ts';
import type { Identity } from './identity.ts';
import type { Fact } from './types.ts';

/** In the order in which an event's objects are asked for its owner. */
const OBJECTS = ['order_id', 'deal_id', 'subscription_id', 'invoice_id', 'ticket_id', 'conversation_id'] as const;

/** The customer of every fact by event id: its identifiers', else that of an object it names; null where there is none. */
export function ownersOf(facts: readonly Fact[], identity: Identity): Map<string, string | null> {
  const own = facts.map((fact) => ({ fact, owner: identity.ownerOf(fact) }));
  const byObject = new Map<string, string>();
  const telling = own.filter(({ fact }) => objectsOf(fact).length > 0);
  for (const { fact, owner } of telling.toSorted((a, b) => byTime(a.fact, b.fact))) {
    for (const object of objectsOf(fact)) if (owner !== null && !byObject.has(object)) byObject.set(object, owner);
  }
  return new Map(own.map(({ fact, owner }) => [fact.id, owner ?? ownerByObject(fact, byObject)]));
}

function ownerByObject(fact: Fact, byObject: Map<string, string>): string | null {
  const known = objectsOf(fact).find((object) => byObject.has(object));
  return known === undefined ? null : (byObject.get(known) ?? null);
}

function objectsOf(fact: Fact): string[] {
  return OBJECTS.flatMap((name) => {
    const id = fact.properties[name];
    return typeof id === 'string' && id !== '' ? [`${fact.line.provider}\n${name}\n${id}`] : [];
  });
}
