import type { LandedLine } from './types.ts';

/** `[event_name, properties and identifiers, signals]`: what one event of a customer who bought before means; `+` marks activity. */
export type Case = [name: string, more: Partial<LandedLine>, signals: string[]];

const p = (properties: Record<string, unknown>): Partial<LandedLine> => ({ properties });
const order = p({ order_id: 'o9', amount_minor: 100, currency: 'USD' });
const invoice = (amount_minor: number) => p({ invoice_id: 'i1', amount_minor, currency: 'USD' });

export const MEANINGS: Case[] = [
  ...'content_viewed product_viewed products_searched chat_started email_clicked meeting_held call_made'
    .split(' ')
    .map((name): Case => [name, {}, ['engaged+']]),
  ['form_submitted', { email: 'a@example.org' }, ['registered:form+']],
  ['form_submitted', { phone: '+1 2' }, ['registered:form+']],
  ['form_submitted', { email: 'test@example.org' }, ['engaged+']],
  ['form_submitted', {}, ['engaged+']],
  ['signed_up', {}, ['registered:product+']],
  ['signed_up', p({ how: 'list' }), ['registered:list+']],
  ['contact_created', { email: 'a@example.org' }, ['registered:crm+']],
  ['contact_created', { email: 'a@example.org', properties: { how: 'form' } }, ['registered:form+']],
  ['contact_created', {}, []],
  ['lead_qualified', {}, ['qualified+']],
  ['lead_accepted', {}, ['accepted+']],
  ...'checkout_started trial_started demo_requested sample_requested quote_sent opportunity_created'
    .split(' ')
    .map((name): Case => [name, {}, ['evaluating+']]),
  ['order_completed', order, ['purchased+ 100']],
  ['order_completed', p({ order_id: 'o9', amount_minor: 0, currency: 'USD' }), ['purchased+ 0']],
  ['invoice_paid', invoice(1), ['purchased+ 1']],
  ['invoice_paid', invoice(0), []],
  ['deal_won', p({ deal_id: 'd1' }), ['purchased+']],
  ['deal_won', p({ deal_id: 'd1', amount_minor: 5, currency: 'USD' }), ['purchased+ 5']],
  ['deal_won', p({ deal_id: 'd1', amount_minor: 0, currency: 'USD' }), []],
  ['subscription_renewed', p({ subscription_id: 's1' }), ['renewed+']],
  ['subscription_updated', p({ subscription_id: 's1', mrr_minor: 2, previous_mrr_minor: 1 }), ['renewed+']],
  ['subscription_updated', p({ subscription_id: 's1', mrr_minor: 1, previous_mrr_minor: 1 }), []],
  ['subscription_updated', p({ subscription_id: 's1', mrr_minor: 1 }), []],
  ['subscription_cancelled', p({ subscription_id: 's1' }), ['cancelled']],
  ['ticket_rated', p({ ticket_id: 't', rating: 4 }), ['satisfied+']],
  ['ticket_rated', p({ ticket_id: 't', rating: 3 }), ['active+']],
  ['conversation_rated', p({ conversation_id: 'c', rating: 'good' }), ['satisfied+']],
  ['conversation_rated', p({ conversation_id: 'c', rating: 'bad' }), ['active+']],
  ['survey_answered', p({ kind: 'nps', score: 9 }), ['satisfied+']],
  ['survey_answered', p({ kind: 'nps', score: 8 }), ['active+']],
  ['survey_answered', p({ kind: 'csat', score: 4 }), ['satisfied+']],
  ['survey_answered', p({ kind: 'csat', score: 3 }), ['active+']],
  ['product_shared', {}, ['advocated+']],
  ['product_reviewed', p({ rating: 4 }), ['advocated+']],
  ['product_reviewed', p({ rating: 3 }), ['active+']],
  ['referral_converted', p({ referee_user_id: 'unseen' }), ['advocated']],
  ['referral_converted', p({ referee_email: 'unseen@example.org' }), ['advocated']],
  ['referral_converted', p({ referee_user_id: 'u1' }), []],
  ['referral_converted', p({ referee_user_id: 'unseen', referee_email: 'u1@example.org' }), ['advocated']],
  ['referral_converted', p({ referee_email: ' U1@example.org' }), []],
  ['referral_converted', {}, []],
  ['ticket_created', p({ ticket_id: 't' }), ['supported+']],
  ['conversation_started', p({ conversation_id: 'c' }), ['supported+']],
  ['ticket_replied', p({ ticket_id: 't', author: 'customer' }), ['active+']],
  ['ticket_replied', p({ ticket_id: 't', author: 'agent' }), []],
  ...(
    'page_viewed screen_viewed ad_clicked social_engaged product_list_viewed product_added product_removed cart_viewed ' +
    'checkout_step_completed payment_info_entered coupon_applied wishlist_added signed_in identified account_grouped ' +
    'referral_invited feature_used custom_tracked subscription_started offer_redeemed points_earned ticket_reopened'
  )
    .split(' ')
    .map((name): Case => [name, {}, ['active+']]),
  ...(
    'order_updated order_refunded order_cancelled payment_failed trial_ended lead_stage_set opportunity_stage_changed ' +
    'deal_lost contact_merged contact_deleted ticket_solved conversation_closed email_delivered email_opened ' +
    'email_bounced email_unsubscribed email_marked_spam message_sent consent_changed'
  )
    .split(' ')
    .map((name): Case => [name, {}, []]),
];
