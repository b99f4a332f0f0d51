import fc from 'fast-check';
import { DAY, SECOND } from '../reference/time.ts';

const HALF_HOUR = 1800 * SECOND;
const YEAR_END = Date.UTC(2025, 11, 31, 23, 45);

/** Starts near the ends of a day, a week, a month, a quarter and a year, so that every later step crosses some border. */
const ANCHORS = [0, 15 * 60 * SECOND, HALF_HOUR, DAY, 30 * DAY, 90 * DAY, 120 * DAY, 365 * DAY];
const STEPS = [0, HALF_HOUR, 2 * HALF_HOUR, DAY, 2 * DAY, 30 * DAY, 90 * DAY, 120 * DAY, 180 * DAY, 365 * DAY];

/** Epoch milliseconds on a small lattice: thresholds away from one another, exactly or a millisecond beside. */
export function instants(): fc.Arbitrary<number> {
  return fc
    .tuple(fc.constantFrom(...ANCHORS), fc.constantFrom(...STEPS), fc.constantFrom(0, 0, 0, 0, -1, 1))
    .map(([anchor, step, beside]) => YEAR_END + anchor + step + beside);
}

/** An `as_of` in epoch milliseconds: at, just before and just after instants and deadlines, sometimes in their midst. */
export function asOfs(): fc.Arbitrary<number> {
  const late = fc
    .tuple(fc.constantFrom(30, 90, 120, 180, 365, 1000), fc.constantFrom(-1, 0, 1))
    .map(([days, beside]) => YEAR_END + (365 + 365 + days) * DAY + beside);
  return fc.oneof({ weight: 2, arbitrary: instants() }, { weight: 3, arbitrary: late });
}
