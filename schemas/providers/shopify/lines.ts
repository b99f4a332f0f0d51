import { z } from 'zod';
import { maybeId, maybeText, told } from '../fields.ts';
import { decimal, minor, total } from './money.ts';
import { AS_MADE } from './webhook.ts';

const quantity = z.number(AS_MADE).min(0, AS_MADE);

/** A line of an order or of a checkout. What is sold without being a product in the shop has no product id, and perhaps no other. */
export const line = z.object(
  {
    id: maybeId,
    product_id: maybeId,
    variant_id: maybeId,
    quantity,
    price: decimal,
    title: maybeText,
    variant_title: maybeText,
    vendor: maybeText,
    sku: maybeText,
    discount_allocations: z.array(z.object({ amount: decimal })).nullish(),
    tax_lines: z.array(z.object({ price: decimal })).nullish(),
  },
  AS_MADE,
);

export type Line = z.output<typeof line>;

/** What a line is of; its price is that of one. */
export function productOf(of: Line, currency: string) {
  const { title: name, vendor: brand, variant_title: variant, sku, quantity } = of;
  const product_id = of.product_id ?? of.variant_id ?? of.id;
  return told({ product_id, quantity, price_minor: minor(of.price, currency), name, brand, variant, sku });
}

/** A line with what was paid for it: after all discounts, and without the tax where prices hold it. */
export function itemOf(of: Line, { currency, taxes_included }: { currency: string; taxes_included: boolean }) {
  const discounts = (of.discount_allocations ?? []).map(({ amount: price }) => ({ price }));
  const tax = taxes_included ? total(of.tax_lines, currency) : 0;
  const amount_minor = Math.round(minor(of.price, currency) * of.quantity) - total(discounts, currency) - tax;
  return { ...productOf(of, currency), amount_minor };
}
