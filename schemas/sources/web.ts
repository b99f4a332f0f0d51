import type { z } from 'zod';
import { eventsOf } from '../envelope.ts';
import {
  amount,
  count,
  currency,
  flag,
  how,
  id,
  number,
  optional,
  personalId,
  personalText,
  quantity,
  stars,
  text,
} from '../kinds.ts';
import { basket, origin, product, productList, traits } from '../parts.ts';

const page = optional({
  title: text,
  name: text,
  category: text,
  url: personalText,
  path: text,
  referrer: personalText,
  search: personalText,
  session_id: text,
});
const step = { ...basket, ...optional({ step: count, step_name: text, shipping_method: text, payment_method: text }) };
const request = { ...origin, ...optional({ product_id: id, product: text, company: text, comment: personalText }) };

/** What people do on the site, in the shop and in the product. */
export const webEvent = eventsOf('web', {
  page_viewed: page,
  screen_viewed: page,
  ad_clicked: optional({ ad_id: text, ad_group: text, channel: text, campaign: text, keyword: text, placement: text }),
  social_engaged: optional({ network: text, action: text, post_id: text, campaign: text, url: text }),
  product_list_viewed: productList,
  product_viewed: product,
  products_searched: { query: personalText, ...productList, ...optional({ results: count }) },
  product_added: { ...product, ...optional({ cart_id: id }) },
  product_removed: { ...product, ...optional({ cart_id: id }) },
  cart_viewed: basket,
  checkout_started: {
    ...basket,
    ...optional({ affiliation: text, discount_minor: amount, shipping_minor: amount, tax_minor: amount }),
  },
  checkout_step_completed: step,
  payment_info_entered: step,
  coupon_applied: { ...basket, ...optional({ coupon_id: text, coupon_name: text, discount_minor: amount }) },
  wishlist_added: { ...product, ...optional({ wishlist_id: id, wishlist_name: text }) },
  demo_requested: request,
  sample_requested: request,
  content_viewed: {
    content_type: text,
    ...optional({
      content_id: text,
      title: text,
      category: text,
      author: text,
      url: text,
      seconds: number,
      progress_ratio: number,
    }),
  },
  form_submitted: { ...origin, form: text, ...optional({ form_id: text, fields: count, url: text }) },
  chat_started: optional({ conversation_id: id, topic: text, agent: text, is_bot_chat: flag }),
  signed_up: { ...traits, ...origin, ...optional({ how, method: text }) },
  signed_in: optional({ method: text, username: personalText }),
  identified: { ...traits, ...optional({ previous_id: personalId }) },
  account_grouped: { ...traits, ...optional({ group_id: id, role: text, account_name: text }) },
  product_shared: {
    ...product,
    ...optional({ share_via: text, share_message: personalText, recipient: personalText }),
  },
  product_reviewed: { rating: stars, ...product, ...optional({ review_id: id, review_body: personalText }) },
  referral_invited: optional({
    referral_code: text,
    referee: personalText,
    referee_email: personalText,
    channel: text,
  }),
  feature_used: optional({ feature: text, feature_id: text, version: text, duration_seconds: number, quantity }),
  custom_tracked: {
    name: text,
    ...optional({ category: text, label: text, amount_minor: amount, currency, value: number }),
  },
});

export type WebEvent = z.infer<typeof webEvent>;
