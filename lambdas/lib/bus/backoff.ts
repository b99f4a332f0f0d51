/** How tries are spaced. Times in milliseconds; `sleep` and `random` (0..1) are ports, so that tests neither wait nor guess. */
export interface Retry {
  /** Tries in all, the first included. */
  attempts: number;
  baseMs: number;
  capMs: number;
  sleep: (milliseconds: number) => Promise<unknown>;
  random: () => number;
}

/** The wait after try `attempt` (1, 2, ...): anything up to a limit that doubles (full jitter), so that many who failed together return apart. */
export function backoffMs(attempt: number, { baseMs, capMs, random }: Pick<Retry, 'baseMs' | 'capMs' | 'random'>) {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)));
}

/** Milliseconds that a `Retry-After` header asks for, given in seconds or as a date; null where it says nothing that can be read. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = /^[A-Z][a-z]{2},/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
