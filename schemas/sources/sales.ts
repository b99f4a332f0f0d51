import type { z } from 'zod';
import { eventsOf } from '../envelope.ts';
import {
  amount,
  count,
  currency,
  date,
  flag,
  group,
  how,
  id,
  number,
  oneOf,
  optional,
  personalText,
  signedAmount,
  text,
  texts,
} from '../kinds.ts';
import { items, origin, saleLinks, traits } from '../parts.ts';

const paid = { amount_minor: amount, currency };

const order = {
  ...saleLinks,
  order_id: id,
  ...paid,
  ...optional({
    coupon: text,
    items,
    margin_minor: signedAmount,
    subtotal_minor: amount,
    total_minor: amount,
    revenue_minor: amount,
    tax_minor: amount,
    shipping_minor: amount,
    discount_minor: amount,
    affiliation: text,
    store_id: id,
    checkout_id: id,
    subscription_id: id,
    payment_method: text,
    status: text,
    updated_at: date,
  }),
};

const invoice = {
  ...saleLinks,
  invoice_id: id,
  ...paid,
  ...optional({
    subscription_id: id,
    period_start: date,
    period_end: date,
    tax_minor: amount,
    payment_method: text,
    attempt: count,
    reason: text,
    due_at: date,
  }),
};

const subscription = {
  ...saleLinks,
  subscription_id: id,
  plan: text,
  currency,
  ...optional({
    // absent where the biller does not tell it: prices in tiers
    mrr_minor: amount,
    previous_mrr_minor: amount,
    previous_plan: text,
    term_start: date,
    term_end: date,
    reason: text,
    seats: count,
    interval: text,
    product_id: id,
    coupon: text,
    updated_at: date,
  }),
};

const trial = {
  ...saleLinks,
  ...optional({
    trial_id: id,
    subscription_id: id,
    plan: text,
    product_id: id,
    starts_at: date,
    ends_at: date,
    outcome: text,
  }),
};

const lead = {
  ...saleLinks,
  ...origin,
  ...optional({ lead_id: id, stage: text, previous_stage: text, score: number, reason: text }),
};

const deal = {
  ...saleLinks,
  deal_id: id,
  ...optional({
    amount_minor: amount,
    currency,
    stage: text,
    previous_stage: text,
    agent: text,
    reason: text,
    name: text,
    pipeline: text,
    probability_ratio: number,
    closes_on: date,
    product_id: id,
    lead_id: id,
    origin: text,
    updated_at: date,
  }),
};

const contact = {
  ...saleLinks,
  ...traits,
  ...origin,
  ...optional({ contact_id: id, lead_id: id, stage: text, reason: text }),
};

const MERGED = 'Send merged_crm_id, or merged_support_id where the merged one is of a support desk';
/** Two of a vendor's contacts that are one from now on: the other one's id is of the kind that the event's own is of. */
const merge = group({
  ...saleLinks,
  ...optional({ merged_crm_id: id, merged_support_id: id, contact_id: id, reason: text }),
}).refine(({ merged_crm_id, merged_support_id }) => (merged_crm_id ?? merged_support_id ?? null) !== null, {
  path: ['merged_crm_id'],
  error: MERGED,
});

const talk = {
  ...saleLinks,
  ...optional({
    lead_id: id,
    agent: text,
    outcome: text,
    duration_seconds: number,
    direction: text,
    subject: text,
    notes: personalText,
    medium: text,
  }),
};

const referral = {
  ...saleLinks,
  ...optional({ referral_code: text, referee_user_id: personalText, referee_email: personalText, reward: text }),
};

const loyalty = { ...saleLinks, ...optional({ program: text, reason: text, expires_at: date, balance: number }) };

/** What is offered, sold, paid, refunded and agreed. */
export const salesEvent = eventsOf('sales', {
  order_completed: order,
  order_updated: order,
  order_refunded: { ...saleLinks, order_id: id, ...paid, ...optional({ refund_id: id, reason: text, items }) },
  order_fulfilled: {
    ...saleLinks,
    order_id: id,
    ...optional({ fulfillment_id: id, status: text, carrier: text, tracking_number: text }),
  },
  order_cancelled: { ...saleLinks, order_id: id, ...optional({ ...paid, reason: text, items }) },
  invoice_paid: invoice,
  payment_failed: invoice,
  subscription_started: subscription,
  subscription_updated: subscription,
  subscription_renewed: subscription,
  subscription_cancelled: subscription,
  trial_started: trial,
  trial_ended: trial,
  quote_sent: { ...saleLinks, ...optional({ ...paid, quote_id: id, agent: text, expires_at: date, items }) },
  offer_redeemed: {
    ...saleLinks,
    ...optional({
      ...paid,
      offer_id: id,
      offer: text,
      coupon: text,
      campaign: text,
      product_id: id,
      discount_minor: amount,
    }),
  },
  points_earned: { points: number, ...loyalty },
  contact_created: { ...contact, ...optional({ how }) },
  lead_qualified: lead,
  lead_accepted: lead,
  lead_stage_set: lead,
  opportunity_created: deal,
  opportunity_stage_changed: deal,
  opportunity_updated: { ...deal, ...optional({ changed: texts }) },
  deal_won: deal,
  deal_lost: deal,
  deal_contact_added: { ...saleLinks, deal_id: id, ...optional({ role: text, is_primary: flag }) },
  deal_contact_removed: { ...saleLinks, deal_id: id, ...optional({ contact_id: id, role: text }) },
  account_updated: { ...saleLinks, ...traits, ...optional({ changed: texts, plan: text, stage: text }) },
  meeting_held: { ...talk, ...optional({ meeting_id: id }) },
  call_made: { ...talk, ...optional({ call_id: id }) },
  contact_updated: { ...contact, ...optional({ changed: texts }) },
  contact_merged: merge,
  contact_deleted: { ...saleLinks, ...optional({ contact_id: id, reason: text }) },
  erasure_requested: { ...saleLinks, scope: oneOf('person', 'shop'), ...optional({ request_id: id, due_at: date }) },
  data_requested: { ...saleLinks, ...optional({ request_id: id, due_at: date }) },
  referral_converted: referral,
});

export type SalesEvent = z.infer<typeof salesEvent>;
