import { exponentOf } from './currencies.ts';

/** A decimal without binary fractions: `digits` x 10^-`scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,2}))?$/i;

/**
 * The decimal that a vendor wrote, as a number or as a text; null for anything else. A number is taken by its shortest
 * decimal text, which is what stood in the JSON: 19.99 is 1999 hundredths and not the double next to it.
 */
export function parseDecimal(value: unknown): Decimal | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const match = DECIMAL.exec(String(value).trim());
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const scale = fraction.length - Number(power);
  const digits = BigInt(sign === '-' ? -1 : 1) * BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * tenTo(-scale), scale: 0 };
}

/** a - b, exactly. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: atScale(a, scale) - atScale(b, scale), scale };
}

/** a x b, exactly. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/**
 * A decimal in minor units of the currency: 12.5 EUR is 1250, 12.5 KWD is 12500. What is finer than a minor unit, such as
 * the 29.990000000000002 of a sender's own arithmetic, is rounded half away from zero.
 */
export function toMinor(decimal: Decimal, currency: string): number {
  const surplus = decimal.scale - exponentOf(currency);
  if (surplus <= 0) return Number(atScale(decimal, exponentOf(currency)));
  const unit = tenTo(surplus);
  const half = decimal.digits < 0n ? -(unit / 2n) : unit / 2n;
  return Number((decimal.digits + half) / unit);
}

function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * tenTo(wanted - scale);
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power);
}
