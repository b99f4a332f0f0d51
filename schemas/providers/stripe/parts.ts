import { z } from 'zod';
import { maybeText, seconds } from '../fields.ts';
import { AS_MADE } from './event.ts';

const ID = z.string(AS_MADE).min(1, AS_MADE);

/** An id, or the whole object where the event was made with it expanded: https://docs.stripe.com/expand. */
export const reference = z.union([ID, z.object({ id: ID }).transform(({ id }) => id)], AS_MADE);
export const maybeReference = reference.nullish();
export const maybeSeconds = seconds.nullish();

/** Stripe writes currencies in lower case. */
export const currency = z
  .string(AS_MADE)
  .regex(/^[a-z]{3}$/i, AS_MADE)
  .transform((code) => code.toUpperCase());

/** In Stripe's smallest units: `money.ts` makes ours of it. */
export const amount = z.int(AS_MADE);
export const maybeAmount = amount.nullish();

/** Where a seller keeps their own id of the customer: `user_id` of the metadata is ours. */
export const metadata = z.object({ user_id: maybeText }).nullish();

export const address = z.object({ country: maybeText, city: maybeText, postal_code: maybeText }).nullish();
