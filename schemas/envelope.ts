import { z } from 'zod';
import { count, flag, group, id, instant, optional, personalText, second, text } from './kinds.ts';
import type { Source } from './source.ts';

const PROVIDER = 'Send lower-case letters, digits and _, for example hubspot';
const VERSION = 'Send an integer from 1';
const IDENTIFIER = 'Send a string or null; a number goes in quotes';
const CONSENT = 'Send true, false or {"granted": true, "at": "2026-03-01T09:30:00.000Z"} for each purpose';

const identifier = z.string(IDENTIFIER).meta({ id: 'identifier', pii: true });

/** The identifiers of a person as seen, strongest meaning unresolved: identity is computed later. */
export const identifiers = optional({
  user_id: identifier,
  anonymous_id: identifier,
  email: identifier,
  phone: identifier,
  account_id: z.string(IDENTIFIER),
  crm_id: identifier,
  billing_id: identifier,
  support_id: identifier,
});

const campaign = group(optional({ source: text, medium: text, name: text, term: text, content: text, id: text }));
const page = group(optional({ url: personalText, path: text, referrer: personalText, title: text }));

/** Which of a vendor's objects an event tells of, and as of when by the object's own clock or count: the latest of its states is found by them. */
const object = group({ type: text, id, ...optional({ updated_at: second, sequence: count }) }).meta({ id: 'object' });

/** Where and how an event came about. Keys that are not named here stay in place. */
export const context = group(
  optional({
    campaign,
    page,
    user_agent: personalText,
    locale: text,
    timezone: text,
    country: text,
    ip_truncated: personalText,
    is_bot: flag,
    is_internal: flag,
    object,
    needs_refetch: flag,
  }),
).meta({ id: 'context' });

const granted = group({ granted: flag, ...optional({ at: instant }) });
const consent = z.record(z.string(), z.union([flag, granted], CONSENT), CONSENT).meta({ id: 'consent' });

/** The fields of every event but `source`, `event_name` and `properties`: contracts.md section 1, nulls left out. */
const common = {
  event_id: id,
  provider: z.string(PROVIDER).regex(/^[a-z0-9_]+$/, PROVIDER),
  schema_version: z
    .int(VERSION)
    .min(1, VERSION)
    .max(2 ** 31 - 1, VERSION),
  occurred_at: instant,
  received_at: instant,
  ...identifiers,
  context,
  consent: consent.nullish(),
};

/** The properties of an event: its fields, or an object schema where a rule spans several of them. */
type Properties = z.ZodRawShape | z.ZodObject;
type ObjectOf<P extends Properties> = P extends z.ZodObject ? P : P extends z.ZodRawShape ? z.ZodObject<P> : never;

/** The schema of one event: the envelope around the properties of that name. */
export type EventSchema<
  S extends Source = Source,
  N extends string = string,
  P extends z.ZodObject = z.ZodObject,
> = z.ZodObject<typeof common & { source: z.ZodLiteral<S>; event_name: z.ZodLiteral<N>; properties: P }>;

type EventSchemas<S extends Source, E extends Record<string, Properties>> = {
  [N in keyof E & string]: EventSchema<S, N, ObjectOf<E[N]>>;
}[keyof E & string];

/** The closed union of a source's events, told apart by `event_name`; `events` are the properties of each name. */
export function eventsOf<S extends Source, E extends Record<string, Properties>>(
  source: S,
  events: E,
): z.ZodDiscriminatedUnion<EventSchemas<S, E>[]> {
  const schemas = Object.entries(events).map(([name, properties]) =>
    z.object({
      ...common,
      source: z.literal(source),
      event_name: z.literal(name),
      properties: properties instanceof z.ZodObject ? properties : group(properties),
    }),
  );
  const union = z.discriminatedUnion('event_name', schemas as unknown as [EventSchema]);
  return union as unknown as z.ZodDiscriminatedUnion<EventSchemas<S, E>[]>;
}
