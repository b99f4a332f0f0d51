import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editsBetween } from '../../schemas/edits.ts';
import { EVENT_NAMES, nearestName } from '../../schemas/names.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

/** By its definition: the cheapest way to do away with the first letters. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return distance(restOfA, restOfB);
  return 1 + Math.min(distance(restOfA, b), distance(a, restOfB), distance(restOfA, restOfB));
}

describe('edits between two words', () => {
  test('are as few as they can be', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editsBetween(a, b)).toBe(distance(a, b));
      }),
    );
  });

  test('are told below the limit, and infinity from it on', () => {
    fc.assert(
      fc.property(word, word, fc.nat({ max: 8 }), (a, b, limit) => {
        const edits = distance(a, b);
        expect(editsBetween(a, b, limit)).toBe(edits < limit ? edits : Number.POSITIVE_INFINITY);
      }),
    );
  });
});

describe('the nearest name', () => {
  const known = Object.values(EVENT_NAMES).flat();

  test('is the first of those that are as near as any, asked once or again', () => {
    const near = fc.tuple(
      fc.constantFrom(...known),
      fc.nat({ max: 20 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 3 }),
    );
    const misspelt = near.map(([name, at, put]) => `${name.slice(0, at)}${put}${name.slice(at + 1)}`.toLowerCase());
    const plain = misspelt.filter((name) => /^[a-z_]+$/.test(name) && !name.includes('__'));
    fc.assert(
      fc.property(plain, (name) => {
        const least = Math.min(...known.map((each) => editsBetween(name, each)));
        const first = known.find((each) => editsBetween(name, each) === least);
        expect([nearestName(name), nearestName(name)]).toEqual([first, first]);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['Order Completed', 'order_completed'],
    ['pageViewed', 'page_viewed'],
    [`order-completed${' '.repeat(100)}x`, 'order_completed'],
  ])('of %j is %s', (sent, name) => {
    expect(nearestName(sent)).toBe(name);
  });
});
