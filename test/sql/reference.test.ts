import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buyersLives, lives, subscribersLives, visitorsLives } from '../lives/lives.ts';
import { decisions } from '../lives/people.ts';
import type { LandedLine } from '../reference/types.ts';
import { differences } from '../support/compared.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';

const AS_OFS = ['2026-04-01T00:15:00.000Z', '2026-12-31T00:00:00.000Z', '2027-06-30T23:45:00.000Z'];

const KINDS: Record<string, fc.Arbitrary<LandedLine[]>> = {
  'whole lives': lives({ maxEvents: 40 }),
  buyers: buyersLives(),
  subscribers: subscribersLives(),
  visitors: visitorsLives(),
};

describe('the SQL gives the rows of a plain loop over instants', () => {
  it.each(Object.entries(KINDS))('for %s', { timeout: SOAK_TIMEOUT }, async (_name, arbitrary) => {
    const world = fc.record({ lines: arbitrary, asOf: fc.constantFrom(...AS_OFS), decisions: decisions() });
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        expect(await differences(drawn)).toEqual([]);
      }),
      { numRuns: worlds(3) },
    );
  });
});
