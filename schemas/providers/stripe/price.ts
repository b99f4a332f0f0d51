import { z } from 'zod';
import { maybeText } from '../fields.ts';
import { AS_MADE } from './event.ts';
import { maybeAmount, maybeReference } from './parts.ts';

const count = z.int(AS_MADE).min(1, AS_MADE);

/** What is read of a Price: https://docs.stripe.com/api/prices/object. */
export const price = z.object({
  id: z.string(AS_MADE).min(1, AS_MADE),
  lookup_key: maybeText,
  nickname: maybeText,
  product: maybeReference,
  unit_amount: maybeAmount,
  unit_amount_decimal: maybeText,
  recurring: z
    .object({
      interval: z.enum(['day', 'week', 'month', 'year'], AS_MADE),
      interval_count: count,
      usage_type: maybeText,
    })
    .nullish(),
  transform_quantity: z.object({ divide_by: count, round: z.enum(['up', 'down'], AS_MADE) }).nullish(),
});

export type Price = z.output<typeof price>;

/** What a seller calls a price: the key that they look it up by, else its nickname, else its id. */
export function nameOf({ lookup_key, nickname, id }: Pick<Price, 'lookup_key' | 'nickname' | 'id'>): string {
  return lookup_key || nickname || id;
}
