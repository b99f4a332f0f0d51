import { z } from 'zod';
import { instant } from '../../kinds.ts';
import { maybeInstant, maybeText, vendorId } from '../fields.ts';
import { currency, decimal, maybeDecimal, minor } from './money.ts';
import { AS_MADE, missing, topic } from './webhook.ts';

const set = z.object({ shop_money: z.object({ amount: decimal, currency_code: currency }) }).nullish();

const schema = z.object({
  id: vendorId,
  order_id: vendorId,
  created_at: instant,
  processed_at: maybeInstant,
  note: maybeText,
  refund_line_items: z.array(z.object({ subtotal: maybeDecimal, subtotal_set: set }), AS_MADE),
  order_adjustments: z.array(z.object({ kind: maybeText, amount: maybeDecimal, amount_set: set })).nullish(),
  transactions: z.array(z.object({ currency: maybeText })).nullish(),
});

type Refund = z.output<typeof schema>;

/**
 * What was taken off the sale: the goods that came back at what was paid for them, less what was kept back of it. Shipping and tax are no
 * part of a sale here, so that a refund of all goods is the sale's whole amount. A refund names no person, but its order.
 */
export const orderRefunded = topic(schema, (refund) => {
  const { id, order_id, created_at, processed_at, note: reason } = refund;
  const code = currencyOf(refund);
  if (code === undefined) return missing('refund_line_items[0].subtotal_set');
  return {
    event_name: 'order_refunded',
    occurred_at: processed_at ?? created_at,
    of: { type: 'refund', id },
    properties: { order_id, refund_id: id, amount_minor: goodsRefunded(refund, code), currency: code, reason },
  };
});

/** Adjustments tell by how much less was given back than the goods come to: below 0 where it was more. */
function goodsRefunded({ refund_line_items, order_adjustments }: Refund, code: string): number {
  const lines = refund_line_items.map(({ subtotal_set, subtotal }) => subtotal_set?.shop_money.amount ?? subtotal);
  const keptBack = (order_adjustments ?? [])
    .filter(({ kind }) => kind !== 'shipping_refund')
    .map(({ amount_set, amount }) => amount_set?.shop_money.amount ?? amount);
  const sum = (amounts: typeof lines) => amounts.reduce((all, amount) => all + minor(amount, code), 0);
  return Math.max(0, sum(lines) - sum(keptBack));
}

function currencyOf({ refund_line_items, order_adjustments, transactions }: Refund): string | undefined {
  const sets = [
    ...refund_line_items.map(({ subtotal_set }) => subtotal_set),
    ...(order_adjustments ?? []).map(({ amount_set }) => amount_set),
  ];
  return (
    sets.find((each) => each)?.shop_money.currency_code ??
    transactions?.find((each) => each.currency)?.currency ??
    undefined
  );
}
