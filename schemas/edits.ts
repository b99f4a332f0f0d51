/**
 * How many letters must be put in, left out or exchanged: the Levenshtein distance. Whoever asks for fewer than `limit` is answered
 * infinity where there are not, which costs less than the number.
 */
export function editsBetween(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return Number.POSITIVE_INFINITY;
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1)
    if (advance(row, a.charCodeAt(i - 1), b) >= limit) return Number.POSITIVE_INFINITY;
  const edits = row[b.length] ?? 0;
  return edits < limit ? edits : Number.POSITIVE_INFINITY;
}

/** Turns the row of a prefix of `a` into that of the prefix with one letter more. Answers its least: the distance is no less. */
function advance(row: number[], letter: number, b: string): number {
  let diagonal = row[0] ?? 0;
  let left = diagonal + 1;
  let least = left;
  row[0] = left;
  for (let j = 1; j <= b.length; j += 1) {
    const above = row[j] ?? 0;
    const substituted = diagonal + (letter === b.charCodeAt(j - 1) ? 0 : 1);
    left = Math.min(substituted, above + 1, left + 1);
    least = Math.min(least, left);
    row[j] = left;
    diagonal = above;
  }
  return least;
}
