import type { Source } from '../../../schemas/event.ts';
import { below, pick, type Random } from './random.ts';

export interface EventKind {
  source: Source;
  name: string;
  /** Of a thousand events. */
  share: number;
  /** `index` makes ids of things that no other event names. */
  properties(index: number, random: Random): object;
}

const CATEGORIES = ['outdoor', 'kitchen', 'garden', 'office', 'travel'] as const;

/** What a shop of a middling size sends: mostly looks, few sales. */
export const EVENT_KINDS: readonly EventKind[] = [
  { source: 'web', name: 'page_viewed', share: 440, properties: pageProperties },
  { source: 'web', name: 'product_viewed', share: 180, properties: productProperties },
  { source: 'web', name: 'product_added', share: 70, properties: productProperties },
  {
    source: 'web',
    name: 'signed_up',
    share: 45,
    properties: () => ({ how: 'form', method: 'password', plan: 'free' }),
  },
  { source: 'web', name: 'checkout_started', share: 40, properties: basketProperties },
  { source: 'sales', name: 'order_completed', share: 60, properties: basketProperties },
  { source: 'sales', name: 'deal_won', share: 5, properties: dealProperties },
  { source: 'marketing', name: 'email_opened', share: 90, properties: messageProperties },
  { source: 'marketing', name: 'email_clicked', share: 30, properties: messageProperties },
  { source: 'support', name: 'ticket_created', share: 30, properties: ticketProperties },
  {
    source: 'support',
    name: 'ticket_rated',
    share: 10,
    properties: (i, r) => ({ ticket_id: `t${i}`, rating: 1 + below(5, r) }),
  },
];

function pageProperties(_index: number, random: Random): object {
  const category = pick(CATEGORIES, random);
  return {
    title: `All about ${category}`,
    path: `/guides/${category}/${below(400, random)}`,
    session_id: `s${below(1e9, random)}`,
  };
}

function productProperties(_index: number, random: Random): object {
  const product = below(2000, random);
  return {
    product_id: `p${product}`,
    sku: `sku-${product}`,
    category: pick(CATEGORIES, random),
    name: `Product number ${product}`,
    brand: `Brand ${product % 40}`,
    price_minor: 500 + below(20_000, random),
    currency: 'USD',
    quantity: 1,
  };
}

function basketProperties(index: number, random: Random): object {
  const items = Array.from({ length: 1 + below(3, random) }, () => ({
    product_id: `p${below(2000, random)}`,
    quantity: 1 + below(3, random),
    amount_minor: 500 + below(20_000, random),
  }));
  const amount_minor = items.reduce((sum, item) => sum + item.amount_minor, 0);
  return { order_id: `o${index}`, amount_minor, currency: 'USD', items };
}

function dealProperties(index: number, random: Random): object {
  return { deal_id: `d${index}`, amount_minor: 100_000 + below(5_000_000, random), currency: 'USD', stage: 'won' };
}

function messageProperties(index: number, random: Random): object {
  return {
    message_id: `m${index}`,
    campaign: `spring-${below(12, random)}`,
    subject: 'What is new this week',
    channel: 'email',
  };
}

function ticketProperties(index: number, random: Random): object {
  return {
    ticket_id: `t${index}`,
    subject: 'Where is my order?',
    channel: 'email',
    priority: pick(['low', 'high'], random),
  };
}
