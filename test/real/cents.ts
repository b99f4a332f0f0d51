const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Dollars as printed (`3.5`, `12`, `4.440892e-16`) as integer cents, half a cent away from zero. Digits are moved, never
 * multiplied as a double: 1.005 is 101, where Math.round(1.005 * 100) is 100. Throws for what is no decimal.
 */
export function toCents(dollars: string): number {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(dollars) ?? [];
  if (sign === undefined) throw new Error(`[real] no amount in dollars: ${dollars}`);
  const shift = 2 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const cents = shift >= 0 ? digits * 10n ** BigInt(shift) : roundedQuotient(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -Number(cents) : Number(cents);
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
