import fc from 'fast-check';
import type { LinkDecision } from '../reference/links.ts';
import type { LandedLine } from '../reference/types.ts';
import type { World } from './world.ts';

/** Lives cut into loads: which line and which decision lands in which, and the instants that the refreshes speak of. */
export type Split = {
  lines: LandedLine[];
  decisions: LinkDecision[];
  places: number[];
  asOfs: string[];
  /** 1 recomputes by affected keys however many there are. */
  largeShare: number;
};

/** Instants between and after the lives' own, some of them years later: quiet deadlines pass without an event. */
const INSTANTS = [
  '2026-01-15T00:00:00.000Z',
  '2026-02-01T12:00:00.000Z',
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T00:00:00.001Z',
  '2026-03-29T01:30:00.000Z',
  '2026-04-10T23:59:59.999Z',
  '2026-08-01T00:00:00.000Z',
  '2026-12-31T23:30:00.000Z',
  '2027-06-30T23:45:00.000Z',
  '2028-02-29T00:00:00.000Z',
];

export function splits(
  lines: fc.Arbitrary<LandedLine[]>,
  decisions: fc.Arbitrary<LinkDecision[]>,
): fc.Arbitrary<Split> {
  return fc.record({
    lines,
    decisions,
    places: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 16, size: 'max' }),
    asOfs: fc
      .array(fc.constantFrom(...INSTANTS), { minLength: 1, maxLength: 10, size: 'max' })
      .map((instants) => [...instants].sort()),
    largeShare: fc.constantFrom(1, 1, 1, 1 / 3),
  });
}

/** Each load, as what lands in it and as all that has landed by then. */
export function loadsOf({ lines, decisions, places, asOfs }: Split): { landed: World; all: World }[] {
  const placeOf = (i: number) => (places[i % places.length] ?? 0) % asOfs.length;
  const first = lines.length;
  const taken = decisions.map((decision, order) => ({ ...decision, order }));
  return asOfs.map((asOf, load) => ({
    landed: {
      asOf,
      lines: lines.filter((_, i) => placeOf(i) === load),
      decisions: taken.filter(({ order }) => placeOf(order + first) === load),
    },
    all: {
      asOf,
      lines: lines.filter((_, i) => placeOf(i) <= load),
      decisions: taken.filter(({ order }) => placeOf(order + first) <= load),
    },
  }));
}
