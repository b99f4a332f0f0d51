import { editsBetween } from '../../schemas/edits.ts';

/** More changes than these are another word. */
const MOST_CHANGES = 2;

/** The candidate that somebody who typed `word` meant: one that begins like it, else the nearest by spelling; null where none is near. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const begun = candidates.find((candidate) => word.length > 1 && candidate.startsWith(word));
  if (begun !== undefined) return begun;
  const ranked = candidates
    .map((candidate) => ({ candidate, changes: editsBetween(word, candidate) }))
    .sort((a, b) => a.changes - b.changes);
  const [best] = ranked;
  return best !== undefined && best.changes <= Math.min(MOST_CHANGES, word.length / 2) ? best.candidate : null;
}
