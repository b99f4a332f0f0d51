import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VALUE_LETTERS } from './carriers.ts';
import { CUT_BATCHES, CUT_LINES } from './cut-letters.ts';
import { type Delivered, deliver, deliverTogether, type Held, heldAfter, isAccepted, wrongWith } from './letters.ts';
import { ARBITRARY_LETTERS, TEXT_LETTERS } from './string-letters.ts';
import { type Journey, openJourney } from './travel.ts';

/** Each with the fewest that are accepted and rejected: a door that refuses all loses nothing, and is none. */
const GROUPS = [
  { name: 'values of JSON, and what is none', letters: VALUE_LETTERS, send: deliver, accepted: 150, rejected: 350 },
  { name: 'lines that break off', letters: CUT_LINES, send: deliverTogether, accepted: 0, rejected: 90 },
  { name: 'batches that break off', letters: CUT_BATCHES, send: deliver, accepted: 0, rejected: 90 },
  {
    name: 'hostile texts, as values and as names',
    letters: TEXT_LETTERS,
    send: deliverTogether,
    accepted: 1000,
    rejected: 0,
  },
  { name: 'whatever JSON can say', letters: ARBITRARY_LETTERS, send: deliverTogether, accepted: 150, rejected: 4 },
];

let journey: Journey;
let held: Held;
const delivered = new Map<string, Delivered[]>();

/** All of them travel together: one refresh reads them all. */
beforeAll(async () => {
  journey = await openJourney();
  for (const { name, letters, send } of GROUPS) delivered.set(name, await send(journey, letters));
  held = await heldAfter(journey);
}, 120_000);
afterAll(() => journey.end());

describe.each(GROUPS)('$name', ({ name, accepted, rejected }) => {
  test('are in events as they were sent, or in rejected with a reason and their bytes', () => {
    const wrong = (delivered.get(name) ?? []).flatMap((each) => wrongWith(each, held) ?? []);
    expect(wrong).toEqual([]);
  });

  test('are accepted and rejected, each many times', () => {
    const all = delivered.get(name) ?? [];
    const taken = all.filter(isAccepted).length;
    expect([taken, all.length - taken]).toEqual([
      expect.toSatisfy((n) => n >= accepted),
      expect.toSatisfy((n) => n >= rejected),
    ]);
  });
});
