import { exponentOf } from '../currencies.ts';
import { parseDecimal } from '../money.ts';
import { stripeExponentOf } from './money.ts';
import type { Price } from './price.ts';

export interface Item {
  price: Price;
  quantity?: number | null | undefined;
}

/** Months of 365 / 12 days: how many times a price of each interval is paid in a month, as numerator and denominator. */
const PER_MONTH = { day: [365n, 12n], week: [365n, 84n], month: [1n, 1n], year: [1n, 12n] } as const;

/**
 * What items bring in a month in minor units: unit amount x quantity, before discounts and taxes, each item rounded half up for itself. Usage
 * does not recur and counts nothing. Undefined where a price does not tell its amount, as those in tiers do not.
 */
export function mrrMinor(items: readonly Item[], currency: string): number | undefined {
  let sum = 0;
  for (const item of items) {
    const minor = monthlyMinor(item, currency);
    if (minor === undefined) return undefined;
    sum += minor;
  }
  return sum;
}

function monthlyMinor({ price, quantity }: Item, currency: string): number | undefined {
  const { recurring, unit_amount, unit_amount_decimal } = price;
  if (recurring?.usage_type === 'metered') return 0;
  const unit = parseDecimal(unit_amount_decimal ?? unit_amount);
  if (unit === null || recurring === null || recurring === undefined) return undefined;
  const [times, per] = PER_MONTH[recurring.interval];
  const units = BigInt(packages(quantity ?? 1, price.transform_quantity));
  const shift = exponentOf(currency) - stripeExponentOf(currency) - unit.scale;
  const above = unit.digits * units * times * 10n ** BigInt(Math.max(0, shift));
  const below = per * BigInt(recurring.interval_count) * 10n ** BigInt(Math.max(0, -shift));
  return Number((2n * above + below) / (2n * below));
}

/** How many units are paid for, where they are sold by the dozen. */
function packages(quantity: number, transform: Price['transform_quantity']): number {
  if (transform === null || transform === undefined) return quantity;
  const packed = quantity / transform.divide_by;
  return transform.round === 'up' ? Math.ceil(packed) : Math.floor(packed);
}
