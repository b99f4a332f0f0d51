import { z } from 'zod';
import { type Reason, reason } from '../../reason.ts';
import { seconds, stateOf, told } from '../fields.ts';
import { type Identifier, type ObjectState, type ProviderEvent, readPayload, type Told } from '../provider.ts';

type Fields = Readonly<Record<string, unknown>>;

export const AS_MADE = 'Send the event as Stripe made it';

const stateful = { id: z.string(AS_MADE).min(1, AS_MADE), object: z.string(AS_MADE) };

/** An Event around an object of this shape: https://docs.stripe.com/api/events/object. */
function eventOf<S extends z.ZodRawShape>(object: S) {
  return z.object({
    id: z.string(AS_MADE).min(1, AS_MADE),
    created: seconds,
    data: z.object(
      {
        object: z.object({ ...stateful, ...object }, AS_MADE),
        previous_attributes: z.record(z.string(), z.unknown(), AS_MADE).nullish(),
      },
      AS_MADE,
    ),
  });
}

/** What an event says, before it has the ids and times that all of Stripe's events have alike. */
export interface Telling {
  event_name: string;
  /** When it happened, where that is not when Stripe made the event. */
  occurred_at?: string | undefined;
  identifiers?: Partial<Record<Identifier, string | null | undefined>>;
  properties?: Fields;
  context?: Fields;
}

/** One of Stripe's objects by the shape that is read of it. */
export type ObjectOf<S extends z.ZodRawShape> = z.output<z.ZodObject<S>> & { id: string };

export interface StripeEvent<S extends z.ZodRawShape> {
  /** ISO-8601: when Stripe made the event. */
  created: string;
  object: ObjectOf<S>;
  /** The fields that changed, as they were before; none where Stripe does not say. */
  previous: Fields;
}

export type Kind = (payload: Fields) => Told;

/** How a kind of event is read: what `tell` makes of its object, once that has the shape, or why it cannot. */
export function kind<S extends z.ZodRawShape>(
  shape: S,
  tell: (event: StripeEvent<S>) => readonly Telling[] | Reason,
): Kind {
  const schema = eventOf(shape);
  return (payload) => {
    const read = readPayload(schema, payload);
    if (!read.ok) return read;
    const { id, created, data } = read.payload;
    const object = data.object as ObjectOf<S> & { object: string };
    const tellings = tell({ created, object, previous: data.previous_attributes ?? {} });
    if ('code' in tellings) return { ok: false, reason: tellings };
    // as of when the event was made: of two states the later one holds, whichever arrives last
    const state = stateOf(object.object, object.id, created);
    return { ok: true, events: tellings.map((telling, index) => toEvent(telling, { id, created, index, state })) };
  };
}

/** Why an event cannot be told that lacks what its kind always has. */
export function missing(path: string): Reason {
  return reason('missing_field', `$.data.${path}`, `data.${path} is missing. ${AS_MADE}`);
}

function toEvent(
  { event_name, occurred_at, identifiers = {}, properties = {}, context = {} }: Telling,
  { id, created, index, state }: { id: string; created: string; index: number; state: ObjectState },
): ProviderEvent {
  return {
    id: index === 0 ? id : `${id}:${event_name}`,
    event_name,
    occurred_at: occurred_at ?? created,
    identifiers: told(identifiers),
    properties: told(properties),
    context: told(context),
    object: state,
  };
}
