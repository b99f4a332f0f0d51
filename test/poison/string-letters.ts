import fc from 'fast-check';
import { worlds } from '../support/soak.ts';
import { lettersOf } from './filled-letters.ts';
import type { Letter } from './letters.ts';
import TEXTS from './strings.json' with { type: 'json' };

/** A text in every place that takes one, as a value and as a name. */
export const TEXT_LETTERS: readonly Letter[] = Object.entries(TEXTS).flatMap(([kind, texts]) =>
  texts.flatMap((text, index) =>
    lettersOf({
      name: `${kind} ${JSON.stringify(text).slice(0, 60)}`,
      id: `${kind}-${index}-${text}`,
      text,
      properties: { [text]: text, nested: { [text]: { [text]: [text, { [text]: text }] } } },
      context: { campaign: { name: text, [text]: text }, page: { title: text, url: text }, [text]: [text] },
      fate: 'accepted',
    }),
  ),
);

const SAMPLES = worlds(60);
/** Printed with what fails: it makes the same letters again. */
const SEED = Number(process.env.LIFECYCLE_SEED ?? Date.now() % 2 ** 31);
/** Any code point, what people see as one character, any half of a pair. */
const UNITS = ['binary', 'grapheme', fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit))] as const;

/** Whatever JSON can say under whatever names: kept exactly, or rejected with its bytes. */
export const ARBITRARY_LETTERS: readonly Letter[] = UNITS.flatMap((unit, u) => {
  const text = fc.string({ unit });
  const fields = fc.dictionary(text, anyValue(text), { maxKeys: 5 });
  const said = fc.record({ text, properties: fields, context: fields });
  return fc
    .sample(said, { numRuns: SAMPLES, seed: SEED })
    .flatMap((filled, i) =>
      lettersOf({ ...filled, name: `sample ${i} of unit ${u}, seed ${SEED}`, id: `any-${u}-${i}`, fate: 'either' }),
    );
});

/** Numbers are small more often than not: those that no double keeps cost the whole event. */
function anyValue(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const kept = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, noNaN: true };
  const number = fc.oneof(
    { weight: 40, arbitrary: fc.double(kept) },
    { weight: 20, arbitrary: fc.maxSafeInteger() },
    { weight: 1, arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }) },
  );
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(text, number, fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
}
