import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMissing, readData } from '../real/data.ts';
import { activityCsv, cohortsCsv, purchasesOf } from './cdnow-golden.ts';

const pinned = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

describe.skipIf(isMissing('cdnow'))('the pinned numbers of the CDNOW sample', () => {
  const purchases = () => purchasesOf(readData('cdnow/CDNOW_sample.txt'));

  it('come from every line of the sample', () => {
    expect(purchases()).toHaveLength(6919);
  });

  it('are what plain loops over the sample give: cohorts', () => {
    expect(cohortsCsv(purchases())).toBe(pinned('./cdnow-cohorts.csv'));
  });

  it('are what plain loops over the sample give: activity', () => {
    expect(activityCsv(purchases())).toBe(pinned('./cdnow-activity.csv'));
  });
});

describe('the pinned activity', () => {
  const [, ...lines] = pinned('./cdnow-activity.csv').trim().split('\n');
  const rows = lines.map((line) => line.split(','));

  it('splits the active of every period into new, returning and resurrecting', () => {
    for (const [, , , active, fresh, returning, resurrecting] of rows)
      expect(Number(active)).toBe(Number(fresh) + Number(returning) + Number(resurrecting));
  });

  it('finds the active of a period among the returning and dormant of the next', () => {
    for (const [i, [of, grain, , active]] of rows.entries()) {
      const [nextOf, nextGrain, , , , returning, , dormant] = rows[i + 1] ?? [];
      if (nextOf === of && nextGrain === grain) expect(Number(active)).toBe(Number(returning) + Number(dormant));
    }
  });
});
