import { describe, expect, it } from 'vitest';
import { type ParseCircumstances, parseEvent } from '../../schemas/event.ts';
import { at, land, NOW } from './fixtures.ts';

const view = { event_id: 'e1', event_name: 'page_viewed', occurred_at: '2026-02-01T10:00:00.000Z' };
const parseWith = (sent: object, more: Partial<ParseCircumstances>) => parseEvent(sent, { ...at('web'), ...more });

describe('a landed event', () => {
  it('has the keys of the line in their order, nulls and absent ones left out', () => {
    const sent = {
      consent: { ads: true },
      context: {},
      support_id: 's',
      email: null,
      user_id: 'u',
      ...view,
      phone: null,
    };
    expect(Object.keys(land(sent))).toEqual(
      'event_id source provider event_name schema_version occurred_at received_at user_id support_id properties context consent'.split(
        ' ',
      ),
    );
  });

  it('has defaults where nothing or null was sent', () => {
    const landed = { source: 'web', provider: 'canonical', schema_version: 1, properties: {}, context: {} };
    expect(land(view)).toMatchObject(landed);
    expect(
      land({ ...view, source: null, provider: null, schema_version: null, properties: null, context: null }),
    ).toEqual(land(view));
  });

  it.each([
    ['2026-02-01T10:00:00+02:00', '2026-02-01T08:00:00.000Z'],
    ['2026-02-01T10:00:00.9999999-0930', '2026-02-01T19:30:00.999Z'],
    ['2026-02-01T10:00+05', '2026-02-01T05:00:00.000Z'],
    ['2026-02-01T10:00:00.5Z', '2026-02-01T10:00:00.500Z'],
    ['1959-12-31T23:59:59.9999Z', '1959-12-31T23:59:59.999Z'],
    ['2026-03-02T01:00:00.000999+01:00', '2026-03-02T00:00:00.000Z'],
  ])('occurred at %s says %s', (sent, landed) => {
    expect(land({ ...view, occurred_at: sent }).occurred_at).toBe(landed);
  });

  it('has its source from the line before the default', () => {
    const order = { ...view, event_name: 'order_cancelled', source: 'sales', properties: { order_id: 'o' } };
    expect(land(order, 'web').source).toBe('sales');
  });

  it('has the received_at of the door, and its own only where that may be kept', () => {
    const sent = { ...view, received_at: '2020-01-01T01:00:00+01:00' };
    expect(parseWith(sent, {})).toMatchObject({ event: { received_at: NOW } });
    expect(parseWith(sent, { keepReceivedAt: true })).toMatchObject({
      event: { received_at: '2020-01-01T00:00:00.000Z' },
    });
    expect(parseWith({ ...sent, received_at: null }, { keepReceivedAt: true })).toMatchObject({
      event: { received_at: NOW },
    });
    expect(parseWith({ ...sent, received_at: 'now' }, { keepReceivedAt: true })).toMatchObject({
      reason: { code: 'invalid_value', path: '$.received_at' },
    });
  });

  it('keeps what no schema names: of properties and the envelope under extra, of context in place', () => {
    const landed = land({
      ...view,
      tenant: 'north',
      properties: { title: 'Home', variant: 'b', extra: { variant: 'a', tenant: 'south', kept: [1] } },
      context: { page: { path: '/', tab: 2 }, library: { name: 'x' } },
    });
    expect(landed.properties).toEqual({
      title: 'Home',
      extra: { variant: 'a', tenant: 'south', kept: [1], 'properties.variant': 'b', 'event.tenant': 'north' },
    });
    expect(landed.context).toEqual({ page: { path: '/', tab: 2 }, library: { name: 'x' } });
  });

  it('keeps an extra that is no object as what it is', () => {
    expect(land({ ...view, properties: { extra: 'x' } }).properties).toEqual({ extra: { extra: 'x' } });
  });

  it('keeps __proto__ as a plain key and changes no prototype', () => {
    const landed = land(
      JSON.parse(`{"event_id":"e","event_name":"page_viewed","occurred_at":"2026-02-01T00:00:00Z","__proto__":{"a":1},
        "properties":{"__proto__":{"b":2},"toString":3},"context":{"__proto__":{"c":3}}}`),
    );
    expect(JSON.stringify(landed.properties)).toBe(
      '{"extra":{"__proto__":{"b":2},"toString":3,"event.__proto__":{"a":1}}}',
    );
    expect(JSON.stringify(landed.context)).toBe('{"__proto__":{"c":3}}');
    expect(Object.getPrototypeOf(landed.properties)).toBe(Object.prototype);
    expect(({} as { a?: number; b?: number; c?: number }).b).toBeUndefined();
  });

  it('is nested up to 32 levels, itself included', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { d: nested(levels - 1) });
    expect(parseWith({ ...view, properties: nested(30) }, {}).ok).toBe(true);
    expect(parseWith({ ...view, properties: nested(31) }, {})).toMatchObject({ reason: { code: 'too_deep' } });
    for (const deep of [JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), nested(5000)]) {
      expect(parseEvent(deep, at('web'))).toMatchObject({ reason: { code: 'too_deep' } });
    }
  });

  it('leaves what was sent untouched', () => {
    const sent = {
      ...view,
      occurred_at: '2026-02-01T10:00:00+02:00',
      tenant: 1,
      properties: { x: 1, extra: { y: 2 } },
    };
    const before = structuredClone(sent);
    land(sent);
    expect(sent).toEqual(before);
  });
});

describe('a reason', () => {
  it.each([
    [{ occurred_at: '2031-01-01T00:00:00Z' }, 'occurred_at is in the future: 2031-01-01T00:00:00.000Z. Send when it'],
    [{ event_name: 'Page View' }, 'event_name is not known: "Page View". The nearest known one is page_viewed (web)'],
    [{ event_name: 'deal_lost' }, 'deal_lost is an event of sales, not of web. Send it with "source": "sales"'],
    [{ user_id: 12 }, 'user_id has the wrong type: 12. Send a string or null; a number goes in quotes'],
    [{ event_name: 'content_viewed' }, 'content_type is missing. Send a string'],
    [{ event_name: 'signed_up', properties: { how: 'x' } }, 'how is not accepted: "x". Send one of "list", "form"'],
    [{ provider: 'A'.repeat(90) }, `provider is not accepted: "${'A'.repeat(59)}.... Send lower-case letters`],
  ])('names the field, the value and the remedy: %j', (change, message) => {
    const parsed = parseEvent({ ...view, ...change }, at('web'));
    expect(parsed.ok ? '' : parsed.reason.message).toContain(message);
  });
});
