import { z } from 'zod';
import { maybeText } from '../fields.ts';
import { kind, missing } from './event.ts';
import { minorOf } from './money.ts';
import { amount, currency, maybeReference, metadata } from './parts.ts';

const shape = {
  amount_refunded: amount,
  currency,
  customer: maybeReference,
  payment_intent: maybeReference,
  // up to API version 2025-03-31.basil: https://docs.stripe.com/changelog/basil
  invoice: maybeReference,
  billing_details: z.object({ email: maybeText, phone: maybeText }).nullish(),
  metadata,
};

/**
 * A charge tells how much went back in all: what was not yet in `previous_attributes` is this refund, tax and shipping included, because a
 * charge does not tell them apart. The order is named by the payment intent, as a Checkout names it.
 */
export const chargeRefunded = kind(shape, ({ object, previous }) => {
  const before = previous.amount_refunded;
  if (typeof before !== 'number' || !Number.isSafeInteger(before))
    return missing('previous_attributes.amount_refunded');
  const { id, customer, payment_intent, invoice, billing_details: payer, metadata: own } = object;
  return [
    {
      event_name: 'order_refunded',
      // whoever paid is somebody else's guest where the customer is known
      identifiers: customer
        ? { billing_id: customer, user_id: own?.user_id }
        : { email: payer?.email, phone: payer?.phone },
      properties: {
        ...{ order_id: payment_intent ?? id, invoice_id: invoice, currency: object.currency },
        amount_minor: minorOf(object.amount_refunded - before, object.currency),
      },
    },
  ];
});
