import { z } from 'zod';
import { instant, text } from '../../kinds.ts';
import { maybeInstant, maybeText, told } from '../fields.ts';
import { customer, identifiersOf } from './customer.ts';
import { line, productOf } from './lines.ts';
import { goodsMinor, sum } from './money.ts';
import { visit, visitOf } from './visit.ts';
import { AS_MADE, topic } from './webhook.ts';

const schema = z.object({
  ...sum,
  ...visit,
  token: text,
  cart_token: maybeText,
  created_at: instant,
  updated_at: maybeInstant,
  email: maybeText,
  phone: maybeText,
  customer: customer.nullish(),
  line_items: z.array(line, AS_MADE),
  discount_codes: z.array(z.object({ code: maybeText })).nullish(),
});

/** A checkout goes by its token: the order that it becomes names that. */
export const checkoutStarted = topic(schema, (checkout) => {
  const { token, cart_token: cart_id, currency, created_at, updated_at, discount_codes, line_items } = checkout;
  const { customer: who, email, phone } = checkout;
  return {
    ...{ event_name: 'checkout_started', occurred_at: created_at, of: { type: 'checkout', id: token, updated_at } },
    identifiers: { ...identifiersOf(who), ...told({ email, phone }) },
    properties: {
      ...{ checkout_id: token, cart_id, amount_minor: goodsMinor(checkout), currency },
      coupon: discount_codes?.[0]?.code,
      products: line_items.map((each) => productOf(each, currency)),
    },
    context: visitOf(checkout),
  };
});
