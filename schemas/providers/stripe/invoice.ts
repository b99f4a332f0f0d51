import { z } from 'zod';
import { maybeText } from '../fields.ts';
import { AS_MADE, kind, type ObjectOf, type Telling } from './event.ts';
import { paidMinor } from './money.ts';
import { mrrMinor } from './mrr.ts';
import { address, amount, currency, maybeAmount, maybeReference, maybeSeconds, metadata } from './parts.ts';
import { nameOf, price } from './price.ts';

const taxes = z.array(z.object({ amount })).nullish();

const line = z.object({
  period: z.object({ start: maybeSeconds, end: maybeSeconds }).nullish(),
  quantity: z.number(AS_MADE).nullish(),
  // a price up to API version 2025-03-31.basil, since then its id alone: https://docs.stripe.com/changelog/basil
  price: price.nullish(),
  pricing: z.object({ price_details: z.object({ price: maybeReference }).nullish() }).nullish(),
});

const shape = {
  currency,
  amount_paid: amount,
  amount_due: amount,
  // the tax by the latest name that Stripe gave it, then by those before
  total_taxes: taxes,
  total_tax_amounts: taxes,
  tax: maybeAmount,
  amount_shipping: maybeAmount,
  billing_reason: maybeText,
  attempt_count: z.int(AS_MADE).nullish(),
  due_date: maybeSeconds,
  status_transitions: z.object({ paid_at: maybeSeconds }).nullish(),
  customer: maybeReference,
  customer_email: maybeText,
  customer_phone: maybeText,
  customer_address: address,
  // likewise: the subscription itself, then beneath the invoice's parent
  subscription: maybeReference,
  subscription_details: z.object({ metadata }).nullish(),
  parent: z.object({ subscription_details: z.object({ subscription: maybeReference, metadata }).nullish() }).nullish(),
  payment_intent: maybeReference,
  lines: z.object({ data: z.array(line, AS_MADE) }).nullish(),
  metadata,
};

type Invoice = ObjectOf<typeof shape>;

/** Money came in; where it pays for another term of a subscription, that is renewed. */
export const invoicePaid = kind(shape, ({ object }) => {
  const paid: Telling = {
    event_name: 'invoice_paid',
    occurred_at: object.status_transitions?.paid_at ?? undefined,
    ...whose(object),
    properties: { ...bill(object, object.amount_paid), order_id: object.payment_intent },
  };
  const renewed = object.billing_reason === 'subscription_cycle' ? renewal(object) : null;
  return renewed === null ? [paid] : [paid, { ...paid, event_name: 'subscription_renewed', properties: renewed }];
});

export const invoicePaymentFailed = kind(shape, ({ object }) => [
  {
    event_name: 'payment_failed',
    ...whose(object),
    properties: { ...bill(object, object.amount_due), attempt: object.attempt_count, due_at: object.due_date },
  },
]);

/** What was paid for goods, or failed to be: a tax is owed to somebody else, shipping to the carrier. */
function bill(invoice: Invoice, money: number) {
  const { id, currency: code, amount_shipping } = invoice;
  const tax = taxOf(invoice);
  return {
    ...{ invoice_id: id, subscription_id: subscriptionOf(invoice), currency: code },
    amount_minor: paidMinor(money - tax - (amount_shipping ?? 0), code),
    tax_minor: paidMinor(tax, code),
    ...term(invoice),
  };
}

function taxOf({ total_taxes, total_tax_amounts, tax }: Invoice): number {
  const parts = total_taxes ?? total_tax_amounts;
  return parts ? parts.reduce((sum, part) => sum + part.amount, 0) : (tax ?? 0);
}

/** The lines' own periods: the invoice's is the one before. */
function term({ lines }: Invoice) {
  const periods = (lines?.data ?? []).flatMap(({ period }) => (period ? [period] : []));
  const starts = periods.flatMap(({ start }) => start ?? []).sort();
  const ends = periods.flatMap(({ end }) => end ?? []).sort();
  return { period_start: starts[0], period_end: ends.at(-1) };
}

/** Lines that bear no more than a price's id do not tell what it brings in a month; the subscription's own events do. */
function renewal(invoice: Invoice) {
  const lines = (invoice.lines?.data ?? []).flatMap(({ price: told, pricing, quantity }) => {
    const id = told?.id ?? pricing?.price_details?.price;
    return id ? [{ name: told ? nameOf(told) : id, price: told, quantity }] : [];
  });
  const subscription_id = subscriptionOf(invoice);
  if (!subscription_id || lines.length === 0) return null;
  const items = lines.flatMap(({ price: told, quantity }) => (told?.recurring ? [{ price: told, quantity }] : []));
  const { period_start: term_start, period_end: term_end } = term(invoice);
  return {
    ...{ subscription_id, invoice_id: invoice.id, currency: invoice.currency, term_start, term_end },
    plan: [...new Set(lines.map(({ name }) => name))].join(' + '),
    mrr_minor: items.length === 0 ? undefined : mrrMinor(items, invoice.currency),
  };
}

function subscriptionOf({ subscription, parent }: Invoice): string | null | undefined {
  return subscription ?? parent?.subscription_details?.subscription;
}

function whose(invoice: Invoice): Pick<Telling, 'identifiers' | 'context'> {
  const { customer, customer_email, customer_phone, customer_address, metadata: own, parent } = invoice;
  const subscribed = parent?.subscription_details?.metadata ?? invoice.subscription_details?.metadata;
  return {
    identifiers: {
      user_id: own?.user_id ?? subscribed?.user_id,
      billing_id: customer,
      email: customer_email,
      phone: customer_phone,
    },
    context: { country: customer_address?.country },
  };
}
