import { hasContactData } from './identifiers.ts';
import type { Fact } from './types.ts';

/** What an event means by its name and properties alone; `satisfied?` and `referred?` wait for the customer's context. */
export type Meaning = { signal: string; how?: string } | null;

const ENGAGED =
  'content_viewed product_viewed products_searched chat_started email_clicked meeting_held call_made'.split(' ');
const EVALUATING =
  'checkout_started trial_started demo_requested sample_requested quote_sent opportunity_created'.split(' ');
const ACTIVE = (
  'page_viewed screen_viewed ad_clicked social_engaged product_list_viewed product_added product_removed cart_viewed ' +
  'checkout_step_completed payment_info_entered coupon_applied wishlist_added signed_in identified account_grouped ' +
  'referral_invited feature_used custom_tracked subscription_started offer_redeemed points_earned ticket_reopened'
).split(' ');
const NONE = (
  'order_updated order_refunded order_cancelled payment_failed invoice_paid trial_ended lead_stage_set ' +
  'opportunity_stage_changed deal_won deal_lost contact_merged contact_deleted contact_updated ticket_solved ' +
  'ticket_updated conversation_closed conversation_updated erasure_requested ' +
  'email_delivered email_opened email_bounced email_unsubscribed email_marked_spam message_sent consent_changed ' +
  'ad_spend_recorded searches_recorded store_visits_recorded subscription_cancelled order_completed'
).split(' ');

const BY_NAME = new Map<string, Meaning>([
  ...ENGAGED.map((name): [string, Meaning] => [name, { signal: 'engaged' }]),
  ...EVALUATING.map((name): [string, Meaning] => [name, { signal: 'evaluating' }]),
  ...ACTIVE.map((name): [string, Meaning] => [name, { signal: 'active' }]),
  ...NONE.map((name): [string, Meaning] => [name, null]),
  ['lead_qualified', { signal: 'qualified' }],
  ['lead_accepted', { signal: 'accepted' }],
  ['subscription_renewed', { signal: 'renewed' }],
  ['product_shared', { signal: 'advocated' }],
  ['ticket_created', { signal: 'supported' }],
  ['conversation_started', { signal: 'supported' }],
  ['referral_converted', { signal: 'referred?' }],
]);

const BY_CONTENT: Record<string, (fact: Fact) => Meaning> = {
  form_submitted: (fact) => (hasContactData(fact) ? { signal: 'registered', how: 'form' } : { signal: 'engaged' }),
  signed_up: ({ properties }) => ({ signal: 'registered', how: String(properties.how ?? 'product') }),
  contact_created: (fact) =>
    hasContactData(fact) ? { signal: 'registered', how: String(fact.properties.how ?? 'crm') } : null,
  subscription_updated: ({ properties: { mrr_minor: now, previous_mrr_minor: before } }) =>
    typeof now === 'number' && typeof before === 'number' && now > before ? { signal: 'renewed' } : null,
  ticket_replied: ({ properties }) => (properties.author === 'customer' ? { signal: 'active' } : null),
  conversation_replied: ({ properties }) => (properties.author === 'customer' ? { signal: 'active' } : null),
  ticket_rated: ({ properties }) => opinion(isGood(properties.rating)),
  conversation_rated: ({ properties }) => opinion(isGood(properties.rating)),
  survey_answered: ({ properties: { kind, score } }) => opinion(Number(score) >= (kind === 'nps' ? 9 : 4)),
  product_reviewed: ({ properties }) => ({ signal: Number(properties.rating) >= 4 ? 'advocated' : 'active' }),
};

/** The row of the closed table that holds for a fact; throws at an event name that the table does not have. */
export function meaningOf(fact: Fact): Meaning {
  const name = fact.line.event_name;
  const byContent = BY_CONTENT[name];
  if (byContent) return byContent(fact);
  const meaning = BY_NAME.get(name);
  if (meaning === undefined) throw new Error(`[reference] no meaning for event_name ${name}: add it to meanings.ts`);
  return meaning;
}

function isGood(rating: unknown): boolean {
  return rating === 'good' || Number(rating) >= 4;
}

function opinion(isHappy: boolean): Meaning {
  return { signal: isHappy ? 'satisfied?' : 'active' };
}
