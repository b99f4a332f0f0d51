import { type Decimal, parseDecimal, subtract, toMinor } from '../money.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Money that Segment gives as a decimal, by the name that it has here in minor units. */
const MINOR_OF = {
  price: 'price_minor',
  subtotal: 'subtotal_minor',
  revenue: 'revenue_minor',
  total: 'total_minor',
  tax: 'tax_minor',
  shipping: 'shipping_minor',
  discount: 'discount_minor',
} as const;

/** The currency in capitals; null where there is none that ISO could know. */
export function currencyOf(properties: Fields): string | null {
  const { currency } = properties;
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

/**
 * Decimals of money as minor units, where the event's schema has a place for them (`isKnown`) and the sender did not give
 * minor units already. What is no decimal, or has no currency, stays as it was sent.
 */
export function toMinorUnits(
  sent: Fields,
  currency: string | null,
  isKnown: (key: string) => boolean,
): Record<string, unknown> {
  if (currency === null) return { ...sent };
  return Object.fromEntries(
    Object.entries(sent).map(([key, value]) => {
      const minor = Object.hasOwn(MINOR_OF, key) ? MINOR_OF[key as keyof typeof MINOR_OF] : undefined;
      const decimal = minor !== undefined && isKnown(minor) && !Object.hasOwn(sent, minor) ? parseDecimal(value) : null;
      return decimal === null || minor === undefined ? [key, value] : [minor, toMinor(decimal, currency)];
    }),
  );
}

/**
 * What was paid for goods, after discounts and without tax and shipping: the subtotal, else the revenue, else the total
 * less tax and shipping, else the value. Null where none is given.
 */
export function amountMinorOf(sent: Fields, currency: string): number | null {
  const decimal = parseDecimal(sent.subtotal) ?? parseDecimal(sent.revenue) ?? netOf(sent) ?? parseDecimal(sent.value);
  return decimal === null ? null : toMinor(decimal, currency);
}

function netOf({ total, tax, shipping }: Fields): Decimal | null {
  const gross = parseDecimal(total);
  return gross === null ? null : [tax, shipping].reduce<Decimal>(less, gross);
}

function less(from: Decimal, part: unknown): Decimal {
  const decimal = parseDecimal(part);
  return decimal === null ? from : subtract(from, decimal);
}
