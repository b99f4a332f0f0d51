import { isFields } from '../../extra.ts';
import { product } from '../../parts.ts';
import { multiply, parseDecimal, toMinor } from '../money.ts';
import { toMinorUnits } from './amounts.ts';
import { fitKinds } from './kinds.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Products as the schemas know them: prices in minor units, numbers as ids in quotes. What is no object stays. */
export function toProducts(sent: readonly unknown[], currency: string | null): unknown[] {
  return sent.map((each) => (isFields(each) ? toProduct(each, currency) : each));
}

/**
 * An order's lines, their amount being price times quantity; null where a product has no id or no price, because half of
 * an order's lines would tell a wrong story.
 */
export function toItems(sent: readonly unknown[], currency: string | null): unknown[] | null {
  const items = sent.map((each) => (isFields(each) && currency !== null ? toItem(each, currency) : null));
  return items.includes(null) ? null : items;
}

function toItem(sent: Fields, currency: string): Fields | null {
  const product_id = sent.product_id ?? sent.sku;
  const price = parseDecimal(sent.price);
  const quantity = parseDecimal(sent.quantity ?? 1);
  if (product_id === undefined || price === null || quantity === null) return null;
  const amount_minor = toMinor(multiply(price, quantity), currency);
  return { quantity: 1, ...toProduct({ ...sent, product_id }, currency), amount_minor };
}

function toProduct(sent: Fields, currency: string | null): Fields {
  const fitted = fitKinds(sent, product);
  return toMinorUnits(fitted, currency, (key) => Object.hasOwn(product, key));
}
