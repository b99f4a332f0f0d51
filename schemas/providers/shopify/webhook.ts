import type { z } from 'zod';
import { isInstant } from '../../instant.ts';
import { type Reason, reason } from '../../reason.ts';
import { stateOf, told } from '../fields.ts';
import { type PayloadCircumstances, type ProviderEvent, readPayload, type Told } from '../provider.ts';

type Fields = Readonly<Record<string, unknown>>;

export const AS_MADE = 'Send the payload as Shopify made it';

/** Shopify tells what a payload is of beside it: https://shopify.dev/docs/apps/build/webhooks/delivery-structure */
export const HEADERS = [
  'x-shopify-topic',
  'x-shopify-event-id',
  'x-shopify-webhook-id',
  'x-shopify-triggered-at',
  'x-shopify-shop-domain',
] as const;

/** What a payload says, before it has the id and the state that all of Shopify's events have alike. */
export interface Telling extends Omit<ProviderEvent, 'id' | 'object'> {
  /** The object that it tells of. */
  of: { type: string; id: string; updated_at?: string | null | undefined };
}

export type Topic = (payload: Fields, topic: string, at: PayloadCircumstances) => Told;

/** How a topic's payload is read: what `tell` makes of it, once it has the shape, or why it cannot. */
export function topic<S extends z.ZodType>(
  schema: S,
  tell: (payload: z.output<S>, triggeredAt: string) => Telling | Reason,
): Topic {
  return (payload, name, at) => {
    const read = readPayload(schema, payload);
    if (!read.ok) return read;
    const telling = tell(read.payload, triggeredAt(at));
    return 'code' in telling ? { ok: false, reason: telling } : { ok: true, events: [toEvent(telling, name, at)] };
  };
}

/** Why a payload cannot be told that lacks what its topic always has. */
export function missing(field: string): Reason {
  return reason('missing_field', `$.${field}`, `${field} is missing. ${AS_MADE}`);
}

function toEvent({ of, ...telling }: Telling, name: string, at: PayloadCircumstances): ProviderEvent {
  const { identifiers = {}, properties = {}, context = {} } = telling;
  return {
    ...telling,
    id: `${name}:${of.id}:${happeningOf(telling.occurred_at, at)}`,
    identifiers: told(identifiers),
    properties: told(properties),
    context: told(context),
    object: stateOf(of.type, of.id, of.updated_at),
  };
}

/**
 * The id of what happened is the same whichever subscription tells of it and however often; one happening may concern several topics and
 * objects, which is why an event's id names them too. https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates
 */
function happeningOf(occurredAt: string, { headers }: PayloadCircumstances): string {
  return headers['x-shopify-event-id'] || headers['x-shopify-webhook-id'] || occurredAt;
}

/** When Shopify sent it off for the first time: when it happened, for payloads without a time of their own. */
function triggeredAt({ headers, receivedAt }: PayloadCircumstances): string {
  const at = headers['x-shopify-triggered-at'];
  return at !== undefined && isInstant(at) ? at : receivedAt;
}
