import { z } from 'zod';
import { maybeText } from '../fields.ts';
import { AS_MADE, kind, missing, type ObjectOf, type Telling } from './event.ts';
import { paidMinor } from './money.ts';
import { address, currency, maybeAmount, maybeReference, metadata } from './parts.ts';

const shape = {
  mode: z.string(AS_MADE),
  payment_status: z.string(AS_MADE),
  currency: currency.nullish(),
  amount_total: maybeAmount,
  amount_subtotal: maybeAmount,
  total_details: z
    .object({ amount_tax: maybeAmount, amount_shipping: maybeAmount, amount_discount: maybeAmount })
    .nullish(),
  payment_intent: maybeReference,
  invoice: maybeReference,
  customer: maybeReference,
  customer_email: maybeText,
  customer_details: z.object({ email: maybeText, phone: maybeText, address }).nullish(),
  client_reference_id: maybeText,
  metadata,
};

type Session = ObjectOf<typeof shape>;

/**
 * What a completed Checkout tells, by its mode. A payment is an order, once it is paid for. A subscription's money is told by its invoice
 * and its start by its own events: here it is the last step of a checkout, which ties the customer to the visitor's `client_reference_id`.
 */
export const checkoutCompleted = kind(shape, ({ object }) => {
  const isSale = object.mode === 'payment' && object.payment_status !== 'unpaid';
  if (isSale && !isPriced(object)) return missing('object.amount_total');
  return [{ ...(isSale && isPriced(object) ? orderOf(object) : stepOf(object)), ...whose(object) }];
});

type Priced = Session & { amount_total: number; currency: string };

function isPriced(session: Session): session is Priced {
  return typeof session.amount_total === 'number' && typeof session.currency === 'string';
}

function stepOf(session: Session): Telling {
  const checkout = { checkout_id: session.id, step_name: session.payment_status === 'unpaid' ? 'unpaid' : 'completed' };
  if (session.mode === 'setup') return { event_name: 'payment_info_entered', properties: checkout };
  const { amount_total, currency: code } = session;
  const amounts = isPriced(session) ? { amount_minor: paidMinor(amount_total, session.currency), currency: code } : {};
  return { event_name: 'checkout_step_completed', properties: { ...checkout, ...amounts } };
}

/** A charge and its refund know the payment intent, never the session: the order goes by it, or by the session where nothing was to pay. */
function orderOf(session: Priced): Telling {
  const { id, payment_intent, invoice, currency: code, amount_total, amount_subtotal, total_details } = session;
  const { amount_tax, amount_shipping, amount_discount } = total_details ?? {};
  return {
    event_name: 'order_completed',
    properties: {
      ...{ order_id: payment_intent ?? id, invoice_id: invoice, checkout_id: id, currency: code },
      amount_minor: paidMinor(amount_total - (amount_tax ?? 0) - (amount_shipping ?? 0), code),
      total_minor: paidMinor(amount_total, code),
      subtotal_minor: paidMinor(amount_subtotal, code),
      tax_minor: paidMinor(amount_tax, code),
      shipping_minor: paidMinor(amount_shipping, code),
      discount_minor: paidMinor(amount_discount, code),
    },
  };
}

function whose(session: Session): Pick<Telling, 'identifiers' | 'context'> {
  const { customer, client_reference_id, metadata: own, customer_details: details, customer_email } = session;
  return {
    identifiers: {
      user_id: own?.user_id ?? client_reference_id,
      billing_id: customer,
      email: details?.email ?? customer_email,
      phone: details?.phone,
    },
    context: { country: details?.address?.country },
  };
}
