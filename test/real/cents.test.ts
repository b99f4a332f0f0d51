import { expect, it } from 'vitest';
import { toCents } from './cents.ts';

it.each([
  ['29.33', 2933],
  ['3.5', 350],
  ['12', 1200],
  ['0.00', 0],
  ['1.005', 101],
  ['1.0049999999999999999', 100],
  ['-0.5', -50],
  ['4.440892e-16', 0],
  ['5e-3', 1],
  ['1.5e2', 15000],
])('%s dollars are %i cents', (dollars, cents) => {
  expect(toCents(dollars)).toBe(cents);
});

it.each(['', '1,50', '$2', '.5', 'NaN'])('%j is no amount', (dollars) => {
  expect(() => toCents(dollars)).toThrow(`no amount in dollars: ${dollars}`);
});
