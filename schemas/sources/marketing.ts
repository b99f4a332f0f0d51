import type { z } from 'zod';
import { eventsOf } from '../envelope.ts';
import { amount, count, currency, day, flag, id, number, oneOf, optional, personalText, text } from '../kinds.ts';
import { message, purpose, reach } from '../parts.ts';

const link = { ...message, ...optional({ link_url: personalText, link_id: text }) };

/** What is sent to people and what they do with it; and daily facts about people who are not known. */
export const marketingEvent = eventsOf('marketing', {
  email_delivered: message,
  email_opened: message,
  email_clicked: link,
  email_bounced: { ...message, ...optional({ bounce: oneOf('hard', 'soft'), reason: text }) },
  email_unsubscribed: { ...message, ...optional({ reason: text }) },
  email_marked_spam: message,
  message_sent: { ...message, ...optional({ provider_message_id: id, sent_to: personalText }) },
  consent_changed: {
    purpose: text,
    granted: flag,
    ...optional({ channel: text, source: text, policy_version: text, reason: text }),
  },
  ad_spend_recorded: {
    day,
    channel: text,
    cost_minor: amount,
    currency,
    ...reach,
    ...optional({ campaign: text, campaign_id: text, purpose, ad_group: text, country: text, conversions: number }),
  },
  searches_recorded: {
    day,
    query: text,
    ...reach,
    ...optional({ is_brand: flag, engine: text, country: text, position: number }),
  },
  store_visits_recorded: { day, visits: count, ...optional({ store_id: id, store: text, city: text, country: text }) },
});

export type MarketingEvent = z.infer<typeof marketingEvent>;
