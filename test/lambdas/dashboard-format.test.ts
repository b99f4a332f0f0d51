import { describe, expect, test } from 'vitest';
import { counted, formatOf, humanName, periodName, timeBetween } from '../../lambdas/dashboard/format.ts';
import { address, choiceOf, pageNumberOf } from '../../lambdas/dashboard/links.ts';
import { headingAt, pointsOn } from '../../lambdas/dashboard/parts/ellipse-path.ts';
import { sparkline } from '../../lambdas/dashboard/parts/sparkline.ts';
import { cleanSearch, toSought } from '../../lambdas/dashboard/read/people.ts';

const formatIn = (currency: string, timeZone = 'UTC') => formatOf({ currency, timeZone });

describe('money', () => {
  test.each([
    ['USD', 4990, '$49.90'],
    ['USD', 5, '$0.05'],
    ['USD', -1250, '-$12.50'],
    ['JPY', 4990, '¥4,990'],
    ['KWD', 4990, 'KWD\u00a04.990'],
    ['EUR', 9007199254740993n, '€90,071,992,547,409.93'],
    ['USD', null, '–'],
  ])('of %s is printed by its exponent, exactly: %s', (currency, minor, text) => {
    expect(formatIn(currency).money(minor)).toBe(text);
  });

  test('is short on a card', () => {
    expect(formatIn('USD').moneyInShort(123_456_789)).toBe('$1.2M');
  });
});

describe('times', () => {
  test('are told in the zone of the project, and stay machine-readable', () => {
    expect(formatIn('USD', 'Europe/Madrid').instant('2026-06-23T22:30:00.000Z').text).toBe(
      '<time datetime="2026-06-23T22:30:00.000Z">24 Jun 2026, 00:30</time>',
    );
    expect(formatIn('USD', 'America/New_York').day('2026-06-24T02:00:00.000Z').text).toContain('>23 Jun 2026<');
    expect(formatIn('USD').instant(null).text).toBe('–');
  });

  test('of periods are dates of no zone', () => {
    expect([periodName('month', '2026-06-01'), periodName('week', '2026-06-01')]).toEqual(['Jun 2026', '1 Jun 2026']);
  });

  test.each([
    ['2026-06-24T09:00:00.000Z', 'less than a minute'],
    ['2026-06-24T08:00:00.000Z', '1 hour'],
    ['2026-06-20T08:00:00.000Z', '4 days'],
    ['2026-06-25T08:00:00.000Z', 'less than a minute'],
  ])('%s is %s ago', (from, text) => {
    expect(timeBetween(from, '2026-06-24T09:00:00.000Z')).toBe(text);
  });
});

test('names are read by people', () => {
  expect(['post_purchase_support', 'mql', 'crm_pipeline'].map(humanName)).toEqual([
    'Post purchase support',
    'MQL',
    'CRM pipeline',
  ]);
  expect([counted(1, 'person', 'people'), counted(2000, 'person', 'people')]).toEqual(['1 person', '2,000 people']);
});

describe('an address', () => {
  test('holds choices, and nothing that is not one', () => {
    expect(address('/', { model: 'a@1', page: undefined, q: '&<' }, '#x')).toBe('/?model=a%401&q=%26%3C#x');
    const query = new URLSearchParams('grain=decade&page=0x10&n=3');
    expect(choiceOf(query, 'grain', ['month', 'week'])).toBe('month');
    expect([pageNumberOf(query), pageNumberOf(query, 'n')]).toEqual([1, 3]);
  });

  test('is searched by what identifiers are kept as', () => {
    expect(toSought('ANA@example.com').identifiers).toContain('email:ana@example.com');
    expect(toSought('phone: +34 600').identifiers[0]).toBe('phone:+34600');
    expect(cleanSearch(' a\u0000\u001bb\n ')).toBe('a b');
    expect(cleanSearch('😀'.repeat(300))).toBe('😀'.repeat(200));
  });
});

describe('the ellipse', () => {
  const ellipse = { cx: 100, cy: 50, rx: 100, ry: 50 };

  test('has its stages equally far apart, the ladder around the top', () => {
    const points = pointsOn(ellipse, 8, 5);
    expect(points.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual(
      expect.arrayContaining([
        [0, 50],
        [100, 0],
        [200, 50],
        [100, 100],
      ]),
    );
    expect(points[0]).toEqual({ x: 0, y: 50 });
    for (const { x, y } of points) expect(((x - 100) / 100) ** 2 + ((y - 50) / 50) ** 2).toBeCloseTo(1, 1);
  });

  test('is walked clockwise', () => {
    expect([headingAt(ellipse, { x: 0, y: 50 }), headingAt(ellipse, { x: 100, y: 0 })]).toEqual([-90, 0]);
  });
});

test('a trend has a gap where it cannot be told, and no line from one value', () => {
  expect(sparkline([1, null, 2, 3], 'x').text).toMatch(/d="M0\.0 [\d.]+M80\.0 [\d.]+L120\.0 [\d.]+"/);
  expect(sparkline([null, 1], 'x').text).toBe('');
});
