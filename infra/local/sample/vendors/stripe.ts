import type { Tale } from '../tale.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Plan {
  plan: string;
  /** Minor units of USD a month. */
  mrrMinor: number;
}

const MONTH_SECONDS = 30 * 24 * 60 * 60;
/** The shapes are those of this version: https://docs.stripe.com/changelog/basil */
const API_VERSION = '2025-03-31.basil';

/** Stripe tells of a person, made known to it before anything else is said. `object` is the state at an instant. */
function send(tale: Tale, at: number, type: string, object: (seconds: number) => Fields, previous?: Fields): void {
  tale.webhook(at, '/webhooks/stripe', type, (id, now) => ({
    ...{ id: `evt_${id}`, object: 'event', api_version: API_VERSION, created: toSeconds(now), type, livemode: false },
    data: { object: object(toSeconds(now)), ...(previous === undefined ? {} : { previous_attributes: previous }) },
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
  }));
}

export function customerCreated(tale: Tale, at: number): void {
  const { person } = tale;
  send(tale, at, 'customer.created', (created) => ({
    ...{ id: customerOf(tale), object: 'customer', created, email: person.email, phone: person.phone },
    name: `${person.name.first} ${person.name.last}`,
    address: { country: person.place.country, city: null, postal_code: null },
    metadata: { user_id: person.userId },
  }));
}

export function trialBegun(tale: Tale, at: number, plan: Plan, days: number): void {
  send(tale, at, 'customer.subscription.created', (now) =>
    subscription(tale, `${subscriptionOf(tale)}_trial`, plan, {
      ...{ status: 'trialing', start_date: now, trial_start: now, trial_end: now + days * 86_400 },
    }),
  );
}

export function trialOver(tale: Tale, at: number, plan: Plan, days: number): void {
  send(tale, at, 'customer.subscription.deleted', (now) =>
    subscription(tale, `${subscriptionOf(tale)}_trial`, plan, {
      ...{ status: 'canceled', start_date: now - days * 86_400, trial_start: now - days * 86_400, trial_end: now },
      ended_at: now,
    }),
  );
}

export function subscribed(tale: Tale, at: number, id: string, plan: Plan): void {
  send(tale, at, 'customer.subscription.created', (start_date) => subscription(tale, id, plan, { start_date }));
}

export function planChanged(tale: Tale, at: number, id: string, plan: Plan, before: Plan): void {
  send(tale, at, 'customer.subscription.updated', () => subscription(tale, id, plan), {
    items: { data: [{ price: priceOf(before), quantity: 1 }] },
  });
}

export function unsubscribed(tale: Tale, at: number, id: string, plan: Plan, feedback: string): void {
  send(tale, at, 'customer.subscription.deleted', (ended_at) =>
    subscription(tale, id, plan, {
      ...{ status: 'canceled', ended_at, cancellation_details: { reason: 'cancellation_requested', feedback } },
    }),
  );
}

export function invoicePaid(tale: Tale, at: number, id: string, plan: Plan, month: number): void {
  send(tale, at, 'invoice.paid', (paid_at) => ({
    ...invoice(tale, id, plan, month, paid_at),
    amount_paid: plan.mrrMinor,
    status_transitions: { paid_at },
  }));
}

export function paymentFailed(tale: Tale, at: number, id: string, plan: Plan, month: number): void {
  send(tale, at, 'invoice.payment_failed', (now) => ({ ...invoice(tale, id, plan, month, now), attempt_count: 1 }));
}

function subscription(tale: Tale, id: string, plan: Plan, more: Fields = {}): Fields {
  return {
    ...{ id, object: 'subscription', status: 'active', currency: 'usd', customer: customerOf(tale) },
    items: { object: 'list', data: [{ id: `si_${id}`, price: priceOf(plan), quantity: 1 }] },
    metadata: { user_id: tale.person.userId },
    ...more,
  };
}

function invoice(tale: Tale, id: string, plan: Plan, month: number, now: number): Fields {
  const period = { start: now, end: now + MONTH_SECONDS };
  return {
    ...{ id: `in_${id}_${month}`, object: 'invoice', currency: 'usd', amount_due: plan.mrrMinor, amount_paid: 0 },
    ...{ customer: customerOf(tale), customer_email: tale.person.email, total_taxes: [], amount_shipping: 0 },
    billing_reason: month === 0 ? 'subscription_create' : 'subscription_cycle',
    parent: { subscription_details: { subscription: id, metadata: { user_id: tale.person.userId } } },
    lines: { object: 'list', data: [{ period, quantity: 1, pricing: { price_details: { price: priceOf(plan).id } } }] },
  };
}

function priceOf({ plan, mrrMinor }: Plan) {
  return {
    ...{ id: `price_${plan}`, object: 'price', lookup_key: plan, product: 'prod_club', unit_amount: mrrMinor },
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  };
}

function customerOf({ person, story }: Tale): string {
  return `cus_${story.seed}_${person.index}`;
}

export function subscriptionOf({ person, story }: Tale): string {
  return `sub_${story.seed}_${person.index}`;
}

function toSeconds(at: number): number {
  return Math.floor(at / 1000);
}
