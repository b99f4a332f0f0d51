import { z } from 'zod';
import { maybeText } from '../fields.ts';
import { AS_MADE, kind, type ObjectOf, type StripeEvent, type Telling } from './event.ts';
import { mrrMinor } from './mrr.ts';
import { currency, maybeReference, maybeSeconds, metadata } from './parts.ts';
import { nameOf, price } from './price.ts';

const items = z.object(
  { data: z.array(z.object({ price, quantity: z.int(AS_MADE).nullish(), current_period_end: maybeSeconds }), AS_MADE) },
  AS_MADE,
);

const shape = {
  status: z.string(AS_MADE),
  currency,
  items,
  customer: maybeReference,
  start_date: maybeSeconds,
  trial_start: maybeSeconds,
  trial_end: maybeSeconds,
  ended_at: maybeSeconds,
  canceled_at: maybeSeconds,
  cancel_at_period_end: z.boolean(AS_MADE).nullish(),
  cancellation_details: z.object({ reason: maybeText, feedback: maybeText }).nullish(),
  // up to API version 2025-03-31.basil, since then of each item: https://docs.stripe.com/changelog/basil
  current_period_end: maybeSeconds,
  metadata,
};

type Subscription = ObjectOf<typeof shape>;
type Event = StripeEvent<typeof shape>;

/** In these a subscription is owed for: it has begun and is not over, whether or not the last payment came. */
const RUNNING: readonly unknown[] = ['active', 'past_due', 'unpaid'];

export const subscriptionCreated = kind(shape, (event) => {
  const { status, start_date } = event.object;
  if (status === 'trialing') return [trialStarted(event)];
  // a first payment that is still awaited starts nothing: the change to active will
  return RUNNING.includes(status) ? [started(event, start_date)] : [updated(event, status)];
});

/** A change of status may end a trial and start the subscription; all else is a change of what runs. */
export const subscriptionUpdated = kind(shape, (event) => {
  const { object, previous } = event;
  const before = previous.status ?? object.status;
  const hasBegun = RUNNING.includes(object.status) && !RUNNING.includes(before);
  const told = [
    ...(before === 'trialing' && object.status !== before ? [trialEnded(event)] : []),
    ...(object.status === 'trialing' && object.status !== before ? [trialStarted(event)] : []),
    ...(hasBegun ? [started(event)] : []),
  ];
  return told.length > 0 ? told : [updated(event, reasonOf(event))];
});

/** One that ends while still on trial never began: the trial ended, and nobody is lost who was won. */
export const subscriptionDeleted = kind(shape, (event) => {
  const { ended_at, canceled_at, trial_end, cancellation_details: why, status } = event.object;
  const at = ended_at ?? canceled_at ?? event.created;
  if (status === 'incomplete_expired') return [updated(event, status)];
  if (trial_end && at <= trial_end) return [trialEnded(event, at)];
  const reason = why?.feedback ?? why?.reason;
  return [
    { event_name: 'subscription_cancelled', occurred_at: at, ...whose(event), properties: { ...terms(event), reason } },
  ];
});

/** What tells of a subscription and changes nothing that the change of its status does not tell: kept as its state. */
export function subscriptionNoted(reason: string) {
  return kind(shape, (event) => [updated(event, reason)]);
}

function trialStarted(event: Event): Telling {
  const { trial_start, trial_end: ends_at } = event.object;
  const starts_at = trial_start ?? event.created;
  return {
    ...{ event_name: 'trial_started', occurred_at: starts_at, ...whose(event) },
    properties: { ...trialTerms(event), starts_at, ends_at },
  };
}

function trialEnded(event: Event, at?: string): Telling {
  const { trial_end, trial_start: starts_at, status } = event.object;
  const ends_at = at ?? (trial_end && trial_end < event.created ? trial_end : event.created);
  const outcome = RUNNING.includes(status) ? 'converted' : status;
  return {
    ...{ event_name: 'trial_ended', occurred_at: ends_at, ...whose(event) },
    properties: { ...trialTerms(event), starts_at, ends_at, outcome },
  };
}

function started(event: Event, at?: string | null): Telling {
  return {
    ...{ event_name: 'subscription_started', occurred_at: at ?? undefined, ...whose(event) },
    properties: terms(event),
  };
}

function updated(event: Event, reason: string | undefined): Telling {
  return {
    ...{ event_name: 'subscription_updated', ...whose(event) },
    properties: { ...terms(event), ...before(event), reason },
  };
}

/** What it was before, where it ran: a larger plan chosen before the first payment is no upgrade. */
function before({ object, previous }: Event) {
  const was = items.safeParse(previous.items);
  if (!was.success || !RUNNING.includes(previous.status ?? object.status)) return {};
  const previous_plan = planOf(was.data);
  return {
    previous_mrr_minor: mrrMinor(was.data.data, object.currency),
    previous_plan: previous_plan === planOf(object.items) ? undefined : previous_plan,
  };
}

function reasonOf({ object, previous }: Event): string | undefined {
  if (previous.status !== undefined) return object.status;
  const { cancel_at_period_end } = previous;
  if (cancel_at_period_end === undefined) return undefined;
  return object.cancel_at_period_end === true ? 'cancellation_scheduled' : 'cancellation_withdrawn';
}

function terms({ object }: Event) {
  const [first, ...others] = object.items.data;
  const ends = object.items.data.flatMap(({ current_period_end }) => current_period_end ?? []).sort();
  return {
    ...{ subscription_id: object.id, plan: planOf(object.items), currency: object.currency },
    mrr_minor: mrrMinor(object.items.data, object.currency),
    term_end: object.current_period_end ?? ends.at(-1),
    ...(first === undefined || others.length > 0 ? {} : { seats: first.quantity, product_id: first.price.product }),
    interval: first?.price.recurring?.interval,
  };
}

function trialTerms({ object }: Event) {
  return { subscription_id: object.id, plan: planOf(object.items) };
}

function planOf({ data }: z.output<typeof items>): string {
  return [...new Set(data.map((item) => nameOf(item.price)))].join(' + ');
}

function whose({ object }: { object: Subscription }): Pick<Telling, 'identifiers'> {
  return { identifiers: { billing_id: object.customer, user_id: object.metadata?.user_id } };
}
