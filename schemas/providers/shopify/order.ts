import { z } from 'zod';
import { instant } from '../../kinds.ts';
import { maybeInstant, maybeText, told, vendorId } from '../fields.ts';
import { customer, identifiersOf } from './customer.ts';
import { itemOf, line } from './lines.ts';
import { decimal, goodsMinor, maybeDecimal, minor, sum } from './money.ts';
import { visit, visitOf } from './visit.ts';
import { AS_MADE, missing, type Telling, topic } from './webhook.ts';

const place = z.object({ country_code: maybeText }).nullish();

const schema = z.object({
  ...sum,
  ...visit,
  id: vendorId,
  subtotal_price: decimal,
  current_subtotal_price: maybeDecimal,
  current_total_tax: maybeDecimal,
  current_total_price: maybeDecimal,
  current_total_discounts: maybeDecimal,
  total_price: maybeDecimal,
  total_discounts: maybeDecimal,
  created_at: instant,
  processed_at: maybeInstant,
  updated_at: instant,
  cancelled_at: maybeInstant,
  cancel_reason: maybeText,
  financial_status: maybeText,
  email: maybeText,
  contact_email: maybeText,
  phone: maybeText,
  customer: customer.nullish(),
  checkout_token: maybeText,
  line_items: z.array(line, AS_MADE),
  discount_codes: z.array(z.object({ code: maybeText })).nullish(),
  client_details: z.object({ user_agent: maybeText }).nullish(),
  billing_address: place,
  shipping_address: place,
  test: z.boolean(AS_MADE).nullish(),
});

type Order = z.output<typeof schema>;

/**
 * Of an order that is placed and of one that is paid: the same order, completed when it was placed, told twice. So it is one sale, and who
 * hears of payments only hears of it too.
 */
export const orderCompleted = topic(schema, (order) => ({
  ...{ event_name: 'order_completed', occurred_at: order.processed_at ?? order.created_at, ...whose(order) },
  properties: propertiesOf(order),
}));

/** An order as it stands after edits, returns and refunds. */
export const orderUpdated = topic(schema, (order) => {
  const now = {
    ...order,
    subtotal_price: order.current_subtotal_price ?? order.subtotal_price,
    total_tax: order.current_total_tax ?? order.total_tax,
    total_price: order.current_total_price ?? order.total_price,
    total_discounts: order.current_total_discounts ?? order.total_discounts,
  };
  return {
    ...{ event_name: 'order_updated', occurred_at: order.updated_at, ...whose(order) },
    properties: propertiesOf(now),
  };
});

export const orderCancelled = topic(schema, (order) => {
  const { id: order_id, cancelled_at: occurred_at, cancel_reason: reason, currency } = order;
  if (!occurred_at) return missing('cancelled_at');
  const properties = { order_id, amount_minor: goodsMinor(order), currency, reason };
  return { event_name: 'order_cancelled', occurred_at, ...whose(order), properties };
});

function propertiesOf(order: Order) {
  const { id: order_id, currency, financial_status: status, checkout_token: checkout_id, updated_at } = order;
  const { taxes_included, line_items, discount_codes, total_price, total_tax, total_discounts } = order;
  const items = line_items.map((each) => itemOf(each, { currency, taxes_included: taxes_included === true }));
  return {
    ...{ order_id, amount_minor: goodsMinor(order), currency, status, checkout_id, updated_at },
    coupon: discount_codes?.[0]?.code,
    items: items.filter(({ product_id }) => product_id !== undefined),
    total_minor: minor(total_price, currency),
    tax_minor: minor(total_tax, currency),
    discount_minor: minor(total_discounts, currency),
  };
}

function whose(order: Order): Pick<Telling, 'of' | 'identifiers' | 'context'> {
  const { id, updated_at, customer: who, email, contact_email, phone, client_details, test } = order;
  const { billing_address, shipping_address } = order;
  return {
    of: { type: 'order', id, updated_at },
    identifiers: { ...identifiersOf(who), ...told({ email: email || contact_email, phone }) },
    context: {
      ...visitOf(order),
      user_agent: client_details?.user_agent,
      country: (billing_address ?? shipping_address)?.country_code,
      // made with Shopify's bogus gateway: nobody bought anything
      is_internal: test === true ? true : undefined,
    },
  };
}
