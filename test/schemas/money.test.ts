import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponentOf } from '../../schemas/providers/currencies.ts';
import { multiply, parseDecimal, subtract, toMinor } from '../../schemas/providers/money.ts';

function minor(value: unknown, currency: string): number | null {
  const decimal = parseDecimal(value);
  return decimal === null ? null : toMinor(decimal, currency);
}

describe('minor units', () => {
  test.each([
    [19.99, 'USD', 1999],
    ['19.99', 'EUR', 1999],
    [1.005, 'EUR', 101],
    [-1.005, 'EUR', -101],
    [29.990000000000002, 'USD', 2999],
    ['0.125', 'KWD', 125],
    [1250, 'JPY', 1250],
    [1250.5, 'JPY', 1251],
    [1e21, 'JPY', 1e21],
    [1e-7, 'USD', 0],
    ['1.5e3', 'EUR', 150_000],
    [' 7 ', 'EUR', 700],
  ])('%s %s is %s', (value, currency, expected) => {
    expect(minor(value, currency)).toBe(expected);
  });

  test.each([['abc'], ['1,5'], [''], [null], [Number.NaN], [true], [{}], ['1.'], ['0x10']])(
    '%s is no decimal',
    (value) => {
      expect(parseDecimal(value)).toBeNull();
    },
  );

  test('come back as the decimal that was sent, for every amount and currency', () => {
    const currencies = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF', 'XYZ');
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), currencies, (amount, currency) => {
        expect(minor((amount / 10 ** exponentOf(currency)).toFixed(exponentOf(currency)), currency)).toBe(amount + 0);
      }),
    );
  });

  test('are exact where binary fractions are not', () => {
    const [a = null, b = null] = [0.3, 0.1].map(parseDecimal);
    if (a === null || b === null) throw new Error('no decimals');
    expect(toMinor(subtract(a, b), 'USD')).toBe(20);
    expect(toMinor(multiply(a, { digits: 3n, scale: 0 }), 'USD')).toBe(90);
  });
});
