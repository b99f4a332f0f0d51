import { z } from 'zod';
import { isDay, isInstant } from './instant.ts';

// What a property can be. Every message is the remedy that a sender reads, so it says what to send.

const TEXT = 'Send a string';
const ID = 'Send a non-empty string; a number goes in quotes';
const AMOUNT = 'Send minor units as an integer from 0, for example 1250 for 12.50';
const SIGNED = 'Send minor units as an integer, for example -1250 for -12.50';
const CURRENCY = 'Send an ISO-4217 code in capitals, for example EUR';
const COUNT = 'Send an integer from 0';
const NUMBER = 'Send a number';
const QUANTITY = 'Send a number from 0';
const FLAG = 'Send true or false';
const DAY = 'Send a real day as YYYY-MM-DD';
const INSTANT = 'Send a real instant with its zone, for example 2026-03-01T09:30:00.000Z';
const SECOND = 'Send an instant with its seconds and its zone, for example 2026-03-01T09:30:00.000Z';
const DATE = `${DAY}, or an instant with its zone`;

export const text = z.string(TEXT).meta({ id: 'text' });
/** The sender's own id of a thing. Empty ones are refused: they would join all the things that have none. */
export const id = z.string(ID).min(1, ID).meta({ id: 'id' });
export const flag = z.boolean(FLAG);
export const count = z.int(COUNT).min(0, COUNT).meta({ id: 'count' });
export const number = z.number(NUMBER);
export const quantity = z.number(QUANTITY).min(0, QUANTITY);
export const texts = z.array(text, 'Send an array of strings');

/** Money in minor units. What was paid, owed or refunded is never below 0: a refund is an event, not a sign. */
export const amount = z.int(AMOUNT).min(0, AMOUNT).meta({ id: 'amount', unit: 'minor units of currency' });
/** Money that may be below 0: a margin, a correcting line of an order. */
export const signedAmount = z.int(SIGNED).meta({ id: 'signed_amount', unit: 'minor units of currency' });
export const currency = z
  .string(CURRENCY)
  .regex(/^[A-Z]{3}$/, CURRENCY)
  .meta({ id: 'currency' });

export const day = z.string(DAY).refine(isDay, DAY).meta({ id: 'day', format: 'date' });
export const instant = z.string(INSTANT).refine(isInstant, INSTANT).meta({ id: 'instant', format: 'date-time' });
/** An instant with its seconds: it is read by databases as it was sent, and some know none without. */
export const second = instant
  .refine((value) => /T\d\d:\d\d:\d\d/.test(value), SECOND)
  .meta({ id: 'second', format: 'date-time' });
/** A day or an instant, kept as sent. */
export const date = z
  .string(DATE)
  .refine((value) => isDay(value) || isInstant(value), DATE)
  .meta({ id: 'date', description: 'a day, or an instant with its zone' });

export const how = oneOf('list', 'form', 'crm', 'product');
/** What a customer says of a ticket or a conversation. */
export const rating = oneOf(1, 2, 3, 4, 5, 'good', 'bad');
const STARS = 'Send a number from 1 to 5';
/** What a customer says of a product; half stars are usual. */
export const stars = z.number(STARS).min(1, STARS).max(5, STARS);

/** Personal data: the generated schemas carry `pii: true` wherever it stands. */
export const personalText = text.meta({ id: 'personal_text', pii: true });
export const personalId = id.meta({ id: 'personal_id', pii: true });

/** One of a closed list of values. */
export function oneOf<const V extends readonly (string | number)[]>(...values: V): z.ZodLiteral<V[number]> {
  return z.literal(values, `Send one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);
}

type Optional<S> = { [K in keyof S]: S[K] extends z.ZodType ? z.ZodOptional<z.ZodNullable<S[K]>> : never };

/** The same fields, each of which may be absent or null. */
export function optional<S extends Record<string, z.ZodType>>(fields: S): Optional<S> {
  return Object.fromEntries(Object.entries(fields).map(([key, kind]) => [key, toOptional(kind)])) as Optional<S>;
}

const optionals = new WeakMap<z.ZodType, z.ZodType>();

/** One schema for each kind, so that the generated files can refer to it by name. */
function toOptional(kind: z.ZodType): z.ZodType {
  const known = optionals.get(kind);
  if (known !== undefined) return known;
  const name = kind.meta()?.id;
  const made = name === undefined ? kind.nullish() : kind.nullish().meta({ id: `optional_${name}` });
  optionals.set(kind, made);
  return made;
}

/** A group of fields. Fields it does not name stay beside them as sent. */
export function group<S extends z.ZodRawShape>(fields: S): z.ZodObject<S> {
  return z.object(fields, 'Send an object');
}
