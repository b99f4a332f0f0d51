/** Answers numbers of [0, 1), the same ones for the same seed. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, good enough to spread synthetic events. Public domain, by Tommy Ettinger. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An integer from 0 up to `limit`, that one excluded. */
export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly [T, ...T[]], random: Random): T {
  return list[below(list.length, random)] ?? list[0];
}
