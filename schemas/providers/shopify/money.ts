import { z } from 'zod';
import { type Decimal, parseDecimal, toMinor } from '../money.ts';
import { AS_MADE } from './webhook.ts';

/** A decimal: a text such as "19.99", in some places a number. */
export const decimal = z.union([z.string(), z.number()], AS_MADE).transform((value, context): Decimal => {
  const parsed = parseDecimal(value);
  if (parsed !== null) return parsed;
  context.issues.push({ code: 'custom', message: AS_MADE, input: value });
  return z.NEVER;
});
export const maybeDecimal = decimal.nullish();

export const currency = z.string(AS_MADE).regex(/^[A-Z]{3}$/, AS_MADE);

const priced = z.object({ price: decimal });
const taxed = z.object({ tax_lines: z.array(priced).nullish() });

/** What is read of a sum: amounts are in the shop's currency, in which it keeps its books, whatever the customer was shown and charged in. */
export const sum = {
  currency,
  subtotal_price: maybeDecimal,
  total_tax: maybeDecimal,
  taxes_included: z.boolean(AS_MADE).nullish(),
  shipping_lines: z.array(taxed).nullish(),
};

type Sum = z.output<z.ZodObject<typeof sum>>;

/** In minor units; 0 for what is absent. */
export function minor(amount: Decimal | null | undefined, currency: string): number {
  return amount ? toMinor(amount, currency) : 0;
}

/** All prices of a list in minor units. */
export function total(lines: readonly { price: Decimal }[] | null | undefined, currency: string): number {
  return (lines ?? []).reduce((all, { price }) => all + minor(price, currency), 0);
}

/**
 * What was paid for goods: after discounts, without shipping, and without tax. A subtotal holds the tax where the shop's prices do, of
 * which the part on shipping is none of its own.
 */
export function goodsMinor({ currency, subtotal_price, total_tax, taxes_included, shipping_lines }: Sum): number {
  const subtotal = minor(subtotal_price, currency);
  if (taxes_included !== true) return subtotal;
  const onShipping = (shipping_lines ?? []).reduce((all, { tax_lines }) => all + total(tax_lines, currency), 0);
  return Math.max(0, subtotal - Math.max(0, minor(total_tax, currency) - onShipping));
}
