import type { Dice } from './dice.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The day of the story on which the new product comes out. */
export const LAUNCH_DAY = 400;
const GROWS_DAYS = 548;

// Sunday first, January first, as Date counts them.
const OF_WEEK = [0.86, 1.08, 1.12, 1.1, 1.06, 0.98, 0.8] as const;
const OF_YEAR = [0.92, 0.94, 1, 1, 1.02, 0.95, 0.86, 0.82, 1.03, 1.08, 1.3, 1.24] as const;
/** How much happens in each hour of a person's own day. */
const OF_DAY = [
  1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3, 4.5, 5, 5.5, 5.5, 6, 5, 5, 5, 5, 5.5, 6, 7, 8, 7.5, 5, 2.5,
] as const;
const HOURS = OF_DAY.map((share, hour) => ({ hour, share }));

/** How busy a day of the story is, about 1 in the mean: weeks, seasons, slow growth, and the launch with its echo. */
export function demandOn(dayNumber: number, dayMs: number): number {
  const date = new Date(dayMs);
  const growth = 0.8 + 0.4 * Math.min(1, dayNumber / GROWS_DAYS);
  const since = dayNumber - LAUNCH_DAY;
  const launch = since < 0 ? 1 : 1 + 1.8 * Math.exp(-since / 9);
  return (OF_WEEK[date.getUTCDay()] ?? 1) * (OF_YEAR[date.getUTCMonth()] ?? 1) * growth * launch;
}

/** An instant on a UTC day, at an hour of the person's own clock at which people are awake. */
export function timeOn(dayMs: number, utcOffsetHours: number, dice: Dice): number {
  const { hour } = dice.weighted(HOURS);
  const local = hour + dice.between(0, 1) - utcOffsetHours;
  return Math.floor(dayMs + (((local % 24) + 24) % 24) * HOUR);
}

/** So many days later, at another hour of the person's day. */
export function daysLater(at: number, days: number, utcOffsetHours: number, dice: Dice): number {
  return Math.max(timeOn(startOfDay(at + days * DAY), utcOffsetHours, dice), at + HOUR);
}

/** Midnight UTC before an instant. */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** Milliseconds since 1970 as our events write them. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** `YYYY-MM-DD` of an instant, UTC. */
export function dayOf(at: number): string {
  return iso(at).slice(0, 10);
}
