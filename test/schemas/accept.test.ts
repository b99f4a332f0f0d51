import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { compile } from '../../schemas/accept.ts';
import { SOURCES } from '../../schemas/event.ts';
import { DEFINITIONS } from '../../schemas/names.ts';
import { acceptedOf, land } from './fixtures.ts';

const landed = SOURCES.flatMap((source) => acceptedOf(source).map((sent) => land(sent, source)));

/** Values at the edges of every kind, and of the wrong one. */
const EDGES = [
  ...[null, true, 0, -1, 0.5, 1, 5, 5.5, 10, 11, 2 ** 31, 2 ** 53, Number.POSITIVE_INFINITY, Number.NaN],
  ...['', 'x', 'USD', 'usd', 'good', 'nps', 'agent', '2026-02-30', '2026-02-28', '2026-02-28T00:00:00Z'],
  ...[[], [null], ['x'], {}, { granted: true }, { granted: 1 }, undefined],
];

type Node = Record<string, unknown>;

/** Every place of a value, as the object that holds it and its key there. */
function placesIn(value: unknown): { holder: Node; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value as Node, key }, ...placesIn((value as Node)[key])]);
}

it('answers as zod does for every fixture with one place changed', () => {
  for (const event of landed) {
    const copy = structuredClone(event);
    const definition = DEFINITIONS.get(event.event_name as string);
    if (definition === undefined) throw new Error(`no definition of ${event.event_name}`);
    for (const { holder, key } of placesIn(copy).filter((place) => place.key !== '__proto__')) {
      const sent = holder[key];
      for (const edge of EDGES) {
        holder[key] = edge;
        const answers: boolean[] = [definition.accepts(copy), definition.schema.safeParse(copy).success];
        if (answers[0] !== answers[1]) expect.fail(`${event.event_name} ${key} = ${String(edge)}: ${answers}`);
      }
      holder[key] = sent;
    }
  }
});

it('answers as zod does for properties of any name and value', () => {
  const definitions = [...DEFINITIONS.values()].map(({ schema, known }) => {
    const ofName = schema.shape.properties;
    return { ofName, accepts: compile(ofName), known };
  });
  const values = fc.oneof(fc.constantFrom(...EDGES), fc.jsonValue());
  const changed = fc.constantFrom(...definitions).chain(({ known, ...rest }) => {
    const properties = fc.dictionary(fc.constantFrom(...known), values);
    return properties.map((sent) => ({ ...rest, sent }));
  });
  fc.assert(
    fc.property(changed, ({ ofName, accepts, sent }) => {
      expect(accepts(sent)).toBe(ofName.safeParse(sent).success);
    }),
    { numRuns: 500 },
  );
});

it('refuses to start with a kind of schema that it does not know', () => {
  expect(() => compile(z.object({ at: z.date() }))).toThrow('[schemas] accept.ts knows no date');
  expect(() => compile(z.string().max(3))).toThrow('[schemas] accept.ts knows no check max_length');
});
