import type { z } from 'zod';
import type { LandedEvent } from '../event.ts';
import { parseEvent } from '../event.ts';
import { isFields } from '../extra.ts';
import { findUnfit } from '../fit.ts';
import { DEFINITIONS } from '../names.ts';
import { type Reason, reason, reasonOf, short } from '../reason.ts';
import type { Signing } from './signing.ts';

export type { Signed, SignedRequest, Signing } from './signing.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A vendor whose payloads become events: one file, found by its export `provider`. */
export interface Provider {
  /** As it stands in the route `/webhooks/<name>` and before its ids. */
  name: string;
  /** How the vendor signs; null for one whose payloads come over a bus that knows its senders. */
  signing: Signing | null;
  /** Whether a request carries one payload or a JSON array of them. */
  carries: 'one' | 'many';
  /** Headers, in lower case, without which a payload cannot be read. They are kept with rejects; never a signature. */
  headers: readonly string[];
  /** Fields of a payload that change from one delivery to the next: no part of what is told. */
  transport: readonly string[];
  /** What a payload says, in our words; nothing is judged yet. None: it says nothing of anybody, such as a ping. Pure. */
  toEvents(payload: Fields, at: PayloadCircumstances): Told;
  /** What the vendor's read API says of an object that a payload only named. Absent: payloads are whole. Pure. */
  completes?(object: ObjectState, answer: Fields, at: PayloadCircumstances): Told;
}

export interface PayloadCircumstances {
  /** Those that the provider asks for, as far as they came. */
  headers: Readonly<Record<string, string | undefined>>;
  /** ISO-8601 in UTC with milliseconds. */
  receivedAt: string;
  /** ISO-4217: what amounts are in that name no currency. Absent: they are no money. */
  currency?: string;
}

export type Told = { ok: true; events: readonly ProviderEvent[] } | { ok: false; reason: Reason };

/** An event as the door for our own events would get it, but for what is the same for every event of a provider. */
export interface ProviderEvent {
  /** The vendor's id of what happened, unique among the provider's events and the same at each delivery. */
  id: string;
  event_name: string;
  /** ISO-8601 with its zone: when it happened, by the payload. */
  occurred_at: string;
  /** Without the provider's name: it is set before `crm_id`, `billing_id` and `support_id` when identities are resolved. */
  identifiers?: Partial<Record<Identifier, string | null | undefined>>;
  properties?: Fields;
  context?: Fields;
  consent?: Fields;
  /** Which of the vendor's objects this tells of, as of when: what arrives late must not win. */
  object?: ObjectState;
  /** The payload names the object and leaves the rest to the vendor's read API. */
  needs_refetch?: boolean;
}

export type Identifier =
  | 'user_id'
  | 'anonymous_id'
  | 'email'
  | 'phone'
  | 'account_id'
  | 'crm_id'
  | 'billing_id'
  | 'support_id';

export interface ObjectState {
  /** In the vendor's word: `deal`, `subscription`, `Opportunity`. */
  type: string;
  id: string;
  /** The object's own time of this state, ISO-8601 with its zone; absent: when the event happened. */
  updated_at?: string;
  /** Where the vendor numbers an object's states within one instant. */
  sequence?: number;
}

export type ParsedPayload =
  /** `sent`: each event as our own door would have got it. */
  { ok: true; events: { event: LandedEvent; sent: Fields }[] } | { ok: false; reason: Reason; sent?: unknown };

/**
 * Judges a vendor's payload: all the events that it says, or the first reason why one of them cannot be. Pure, never throws. The whole
 * payload is kept with its first event, under `properties.extra.payload`: what we do not read today is there tomorrow.
 */
export function parsePayload(
  provider: Provider,
  value: unknown,
  at: PayloadCircumstances & { now: string; hasEscapes?: boolean },
): ParsedPayload {
  const unfit = findUnfit(value, at.hasEscapes);
  if (unfit !== null) return { ok: false, reason: unfit };
  if (!isFields(value)) {
    const message = `a payload of ${provider.name} is a JSON object, this is ${short(value)}. Send it as the vendor made it`;
    return { ok: false, reason: reason('not_an_object', '$', message) };
  }
  const payload = withoutTransport(value, provider.transport);
  const told = provider.toEvents(payload, at);
  return told.ok ? judgeAll(provider, payload, told.events, at) : told;
}

function judgeAll(
  { name }: Provider,
  payload: Fields,
  told: readonly ProviderEvent[],
  at: { now: string; receivedAt: string; hasEscapes?: boolean },
): ParsedPayload {
  const events: { event: LandedEvent; sent: Fields }[] = [];
  for (const [index, each] of told.entries()) {
    const sent = toSent(name, each, index === 0 ? { payload } : {});
    const parsed = parseEvent(sent, { ...at, defaultSource: 'sales' });
    if (!parsed.ok) return { ok: false, reason: inEvent(parsed.reason, each), sent };
    events.push({ event: parsed.event, sent });
  }
  return { ok: true, events };
}

function toSent(provider: string, told: ProviderEvent, extra: Fields): Fields {
  const { id, event_name, occurred_at, identifiers = {}, properties = {}, context = {}, consent } = told;
  const { object, needs_refetch } = told;
  return {
    event_id: `${provider}:${id}`,
    source: DEFINITIONS.get(event_name)?.source,
    provider,
    event_name,
    occurred_at,
    ...present(identifiers),
    properties: { ...present(properties), ...(Object.keys(extra).length === 0 ? {} : { extra }) },
    context: {
      ...present(context),
      ...(object === undefined ? {} : { object }),
      ...(needs_refetch === true ? { needs_refetch } : {}),
    },
    ...(consent === undefined ? {} : { consent }),
  };
}

/** JSON has no undefined: a field that a vendor's file leaves so is absent. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function withoutTransport(payload: Fields, transport: readonly string[]): Fields {
  if (transport.length === 0) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !transport.includes(key)));
}

/** A path of our event, not of the payload: the message says so. */
function inEvent(why: Reason, { event_name }: ProviderEvent): Reason {
  return { ...why, message: `as ${event_name}: ${why.message}` };
}

/** A payload by the provider's schema, or the first reason against it, with its path in the payload. */
export function readPayload<S extends z.ZodType>(
  schema: S,
  payload: Fields,
): { ok: true; payload: z.output<S> } | { ok: false; reason: Reason } {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return { ok: true, payload: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  return { ok: false, reason: reasonOf(issue, payload) };
}

/** Why a kind of payload becomes no event: it is kept, and `replay` takes it once it has a place. */
export function noPlaceFor(provider: string, kind: unknown, path: string, used: readonly string[]): Told {
  const message = `${provider}'s ${short(kind)} has no place among our events. It is kept. Subscribe to ${used.join(', ')}`;
  return { ok: false, reason: reason('unknown_event', path, message) };
}
