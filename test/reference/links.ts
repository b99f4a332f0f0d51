import { groupBy } from './collections.ts';
import { type Identifier, keyOf, mergedPairs } from './identifiers.ts';
import type { Fact } from './types.ts';

/** A person's decision on two identifiers; of several on one pair the last in the list holds. */
export type LinkDecision = { kind: 'link' | 'unlink'; a: Identifier; b: Identifier };

export type Edge = [Identifier, Identifier];
export type Sighting = { id: Identifier; firstSeen: number; lastSeen: number };

/** Every identifier seen, with the first and last instant of the events that name it (a merge names both its values). */
export function sightings(facts: readonly Fact[]): Map<string, Sighting> {
  const seen = new Map<string, Sighting>();
  for (const fact of facts) {
    for (const id of [...fact.ids, ...mergedPairs(fact.line).flat()]) {
      const before = seen.get(keyOf(id)) ?? { id, firstSeen: fact.at, lastSeen: fact.at };
      const [firstSeen, lastSeen] = [Math.min(before.firstSeen, fact.at), Math.max(before.lastSeen, fact.at)];
      seen.set(keyOf(id), { id, firstSeen, lastSeen });
    }
  }
  return seen;
}

/** The edges between identifiers seen: what events say, then what people decided. */
export function edges(facts: readonly Fact[], decisions: readonly LinkDecision[], seen: Map<string, Sighting>): Edge[] {
  const found = new Map<string, Edge>();
  for (const fact of facts) {
    for (const edge of edgesOf(fact)) found.set(pairKey(edge), edge);
  }
  for (const [pair, taken] of groupBy(decisions, ({ a, b }) => pairKey([a, b]))) {
    const last = taken.at(-1);
    if (last?.kind === 'unlink') found.delete(pair);
    else if (last && seen.has(keyOf(last.a)) && seen.has(keyOf(last.b))) found.set(pair, [last.a, last.b]);
  }
  return [...found.values()];
}

function edgesOf(fact: Fact): Edge[] {
  const { ids } = fact;
  const together = ids.flatMap((a, i) => ids.slice(i + 1).map((b): Edge => [a, b]));
  return [...together, ...mergedPairs(fact.line)];
}

function pairKey([a, b]: Edge): string {
  return [keyOf(a), keyOf(b)].sort().join('\n');
}
