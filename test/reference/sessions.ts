import { byTime } from './collections.ts';
import { SECOND } from './time.ts';
import type { OwnedFact } from './types.ts';

/** The first events of a customer's second and later web sessions; a gap of exactly the limit stays in the session. */
export function laterSessionStarts(ownFacts: readonly OwnedFact[], gapSeconds: number): OwnedFact[] {
  const web = ownFacts.filter((fact) => fact.line.source === 'web').toSorted(byTime);
  return web.filter((fact, i) => {
    const before = web[i - 1];
    return before !== undefined && fact.at - before.at > gapSeconds * SECOND;
  });
}
