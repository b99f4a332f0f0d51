import { type Random, randomFrom } from '../bench/random.ts';

/** Chance that is the same on every machine and in every run: it depends on the seed and the name of the decision alone. */
export interface Dice {
  /** True in so many of one. */
  chance(ratio: number): boolean;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  /** A number of [from, to). */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of a list, each as likely as its `share` says. */
  weighted<T extends { share: number }>(list: readonly T[]): T;
  /** A waiting time with this mean, in the unit of the mean: often short, seldom long. */
  wait(mean: number): number;
}

/** The dice of one decision: other decisions may be added or left out and change nothing for it. */
export function diceOf(seed: number, ...names: readonly (string | number)[]): Dice {
  const random = randomFrom(hashOf(`${seed}/${names.join('/')}`));
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  return {
    chance: (ratio) => random() < ratio,
    whole,
    between: (from, to) => from + random() * (to - from),
    pick: (list) => list[whole(0, list.length - 1)] as (typeof list)[number],
    weighted: (list) => weighted(list, random),
    wait: (mean) => -Math.log(1 - random()) * mean,
  };
}

function weighted<T extends { share: number }>(list: readonly T[], random: Random): T {
  let left = random() * list.reduce((sum, { share }) => sum + share, 0);
  for (const each of list) {
    left -= each.share;
    if (left < 0) return each;
  }
  return list[list.length - 1] as T;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
