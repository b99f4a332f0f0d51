import { describe, expect, test } from 'vitest';
import { parseSegment } from '../../schemas/providers/segment.ts';
import { type Fields, type SpecMessage, specMessages } from '../support/spec-messages.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const MINOR = /^(price|subtotal|revenue|total|tax|shipping|discount)$/;

const messages = specMessages().map((message): [string, SpecMessage] => [
  `${message.call} ${message.sent.event ?? ''} ${JSON.stringify(message.sent).length}`,
  message,
]);

describe("a message of Segment's spec", () => {
  test.each(messages)('lands as documented: %s', (_, { call, sent, lands }) => {
    const message = { type: call, messageId: 'm-1', userId: 'u-1', timestamp: NOW, ...sent };
    const parsed = parseSegment(message, { now: NOW, receivedAt: NOW, digest: () => 'unused' });
    expect(parsed.ok ? parsed.event : parsed.reason).toMatchObject({ ...lands, provider: 'segment', user_id: 'u-1' });
    expect(parsed.ok && parsed.event.properties).toEqual(lands.properties);
  });

  // the fixtures themselves are written by hand: what they say lands must hold all that they say is sent
  test.each(messages)('loses no value: %s', (_, { sent, lands }) => {
    const there = leavesOf(lands).map(([, value]) => value);
    const { event, context, ...rest } = sent;
    const lost = leavesOf(rest).filter(([key, value]) => {
      const at = formsOf(key, value).map((each) => there.indexOf(each));
      const found = at.find((index) => index >= 0);
      if (found !== undefined) there.splice(found, 1);
      return found === undefined;
    });
    expect(lost).toEqual([]);
  });

  test('is of every name of the four specs', () => {
    const names = new Set(messages.flatMap(([, { sent }]) => (sent.event === undefined ? [] : [sent.event])));
    expect(names.size).toBe(28 + 10 + 6 + 4 + 1);
  });
});

/** Every value with its key, as texts: the number 5 and the text "5" are one value, an object searched for is its JSON. */
function leavesOf(value: unknown, key = ''): [string, string][] {
  if (key === 'query') return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
  if (typeof value !== 'object' || value === null) return [[key, String(value)]];
  return Object.entries(value as Fields).flatMap(([name, part]) => leavesOf(part, Array.isArray(value) ? key : name));
}

/** As what a value may land, the form that has a place of its own first: hundredths of money, a currency in capitals. */
function formsOf(key: string, value: string): string[] {
  if (MINOR.test(key)) return [String(Math.round(Number(value) * 100)), value];
  return key === 'currency' ? [value.toUpperCase()] : [value];
}
