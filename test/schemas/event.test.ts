import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, parseEvent, REASON_CODES, SOURCES } from '../../schemas/event.ts';
import { acceptedOf, at, land, rejectedOf } from './fixtures.ts';

describe.each(SOURCES)('the events of %s', (source) => {
  it.each(acceptedOf(source).map((sent, i) => [i + 1, sent]))('line %i is accepted', (_, sent) => {
    expect(parseEvent(sent, at(source))).toMatchObject({ ok: true, event: { source } });
  });

  it.each(rejectedOf(source).map((line, i) => [i + 1, line]))('line %i is rejected', (_, { code, path, sent }) => {
    const parsed = parseEvent(sent, at(source));
    expect(parsed).toMatchObject({ ok: false, reason: { code, path } });
  });

  it.each(EVENT_NAMES[source].map((name) => [name]))('%s has an accepted fixture', (name) => {
    expect(acceptedOf(source).some((sent) => (sent as { event_name: string }).event_name === name)).toBe(true);
  });
});

it('has a fixture for every reason of the list', () => {
  const seen = new Set(SOURCES.flatMap((source) => rejectedOf(source).map(({ code }) => code)));
  expect([...seen].sort()).toEqual([...REASON_CODES].sort());
});

it('reads a landed event to itself', () => {
  for (const source of SOURCES) {
    for (const sent of acceptedOf(source)) {
      const landed = JSON.stringify(land(sent, source));
      expect(JSON.stringify(land(JSON.parse(landed), source))).toBe(landed);
    }
  }
});
