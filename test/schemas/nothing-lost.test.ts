import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, parseEvent, SOURCES } from '../../schemas/event.ts';
import { acceptedOf, at } from './fixtures.ts';

const names = SOURCES.flatMap((source) => EVENT_NAMES[source]);
const oddKeys = fc.constantFrom('__proto__', 'constructor', 'toString', 'extra', 'properties', 'a.b', '"', '', 'title');
const json = fc.jsonValue({ stringUnit: 'binary' });
const text = fc.string({ unit: 'grapheme' });
/** JSON without what findUnfit is there for. */
const fit = fc.anything({
  values: [text, fc.boolean(), fc.constant(null), fc.integer(), fc.double({ min: -1e15, max: 1e15, noNaN: true })],
  key: text,
  maxDepth: 3,
});
const fields = fc.array(fc.tuple(fc.oneof(oddKeys, text), fit)).map(fromEntries);

/** What may land otherwise: instants in UTC, nulls of the envelope not at all, and objects that were empty until something moved in. */
const CHANGED = /^occurred_at=|^(user_id|email|source)=null$|^(properties|extra)=\{\}$/;

/** An event that is accepted, with more fields at every level than its schema names. */
const widened = fc
  .tuple(
    fc.constantFrom(...SOURCES.flatMap((source) => acceptedOf(source).map((sent) => ({ source, sent })))),
    fields,
    fields,
    fields,
  )
  .map(([{ source, sent }, stray, properties, context]) => {
    const event = sent as Record<string, object | undefined>;
    const widenedContext = { ...context, ...event.context };
    return {
      source,
      sent: { ...stray, ...event, properties: { ...properties, ...event.properties }, context: widenedContext },
    };
  });

/** As JSON.parse makes them: `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  const written = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${written.join(',')}}`) as object;
}

/** Every leaf as the last key on its way and its value, keys that were moved aside without their prefix. */
function leavesOf(value: unknown, key = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${key}=${JSON.stringify(value)}`];
  const inside = Object.keys(value).flatMap((name) =>
    leavesOf(
      (value as Record<string, unknown>)[name],
      Array.isArray(value) ? key : name.replace(/^((properties|event)\.)+/, ''),
    ),
  );
  return inside.length > 0 ? inside : [`${key}=${Array.isArray(value) ? '[]' : '{}'}`];
}

describe('parseEvent', () => {
  it('never throws, whatever the value', () => {
    const anything = fc.oneof(
      fc.anything(),
      json,
      fc.record(
        {
          event_id: fc.oneof(fc.string(), json),
          source: fc.oneof(fc.constantFrom(...SOURCES), json),
          event_name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: json }),
          occurred_at: fc.oneof(fc.constant('2026-02-01T00:00:00Z'), fc.string(), json),
          properties: fc.oneof(fields, json),
          context: fc.oneof(fields, json),
          consent: fc.oneof(fields, json),
        },
        { requiredKeys: ['event_name'] },
      ),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...SOURCES), (value, source) => {
        const parsed = parseEvent(value, at(source));
        if (!parsed.ok) expect(parsed.reason).toMatchObject({ path: expect.stringMatching(/^\$/) });
      }),
      { numRuns: 1000 },
    );
  });

  it('lands every leaf that was sent, and reads what landed to itself', () => {
    let accepted = 0;
    fc.assert(
      fc.property(widened, ({ source, sent }) => {
        const parsed = parseEvent(sent, at(source));
        if (!parsed.ok) return;
        accepted += 1;
        const landed = new Set(leavesOf(parsed.event));
        const lost = leavesOf(sent).filter((leaf) => !landed.has(leaf) && !CHANGED.test(leaf));
        expect(lost).toEqual([]);
        const line = JSON.stringify(parsed.event);
        const again = parseEvent(JSON.parse(line), at(source));
        expect(again.ok ? JSON.stringify(again.event) : again.reason).toBe(line);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
