import { z } from 'zod';
import {
  amount,
  count,
  currency,
  group,
  id,
  number,
  oneOf,
  optional,
  personalText,
  quantity,
  signedAmount,
  text,
} from './kinds.ts';

// Fields that several events share. Names follow Segment's spec, in snake_case and with money in minor units.

/** A product that somebody looks at or puts somewhere. */
export const product = optional({
  product_id: id,
  sku: text,
  category: text,
  name: text,
  brand: text,
  variant: text,
  price_minor: amount,
  currency,
  quantity,
  coupon: text,
  position: count,
  url: text,
  image_url: text,
});

const item = group({
  product_id: id,
  quantity,
  amount_minor: signedAmount,
  ...optional({ category: text, sku: text, name: text, brand: text, variant: text, coupon: text, price_minor: amount }),
}).meta({ id: 'item' });

/** The lines of an order: `amount_minor` is the line's, after discounts. */
export const items = z.array(item, 'Send an array of items').meta({ id: 'items' });

export const products = z.array(group(product), 'Send an array of products').meta({ id: 'products' });

/** A list of products: a category, search results, a shop window. */
export const productList = optional({
  list_id: text,
  category: text,
  products,
  filters: z.array(z.unknown()),
  sorts: z.array(z.unknown()),
});

/** What is about to be bought. */
export const basket = optional({
  cart_id: id,
  checkout_id: id,
  order_id: id,
  amount_minor: amount,
  currency,
  coupon: text,
  products,
});

/** What links one sale that several systems tell: on every sales event. */
export const saleLinks = optional({ order_id: id, deal_id: id, invoice_id: id });

/** What a person or a company says of themselves; Segment's reserved traits. */
export const traits = optional({
  name: personalText,
  first_name: personalText,
  last_name: personalText,
  username: personalText,
  title: personalText,
  gender: personalText,
  birthday: personalText,
  age: number,
  avatar: personalText,
  description: personalText,
  website: text,
  company: text,
  industry: text,
  employees: count,
  plan: text,
  language: text,
  city: personalText,
  postal_code: personalText,
  country: text,
  created_at: text,
});

/** Where a lead, a contact or a registration came from. */
export const origin = optional({ origin: text, channel: text, campaign: text, form: text, list_id: text, owner: text });

/** A message to somebody, whatever carries it. */
export const message = optional({
  message_id: id,
  campaign: text,
  campaign_id: text,
  template: text,
  subject: text,
  list_id: text,
  channel: text,
  content: text,
  segment: text,
});

/** The figures of a daily fact about people who are not known. */
export const reach = optional({ impressions: count, clicks: count });

export const purpose = oneOf('acquisition', 'retention');
