import type { z } from 'zod';
import { flag, group, text } from '../../kinds.ts';
import { maybeId, maybeInstant, maybeText, stateOf, told, vendorId } from '../fields.ts';
import { type ProviderEvent, readPayload, type Told } from '../provider.ts';
import { accountOf, envelope, sequence } from './envelope.ts';

const detail = group({
  id: vendorId,
  email: maybeText,
  external_id: maybeId,
  organization_id: maybeId,
  role: maybeText,
  updated_at: maybeInstant,
});

const userPayload = envelope.extend({ detail, event: sequence });
const identity = group({ type: text, value: text });

type User = z.output<typeof userPayload>;
type Event = Pick<ProviderEvent, 'event_name' | 'properties' | 'identifiers'>;

/** What the changes say that are more than an update, each by its own part of the payload. */
const CHANGES = new Map<string, z.ZodType<Event>>([
  ['deleted', group({}).transform(gone)],
  // an account that is no longer active is how Zendesk deletes at first
  ['active_changed', about({ current: flag }).transform(({ event }) => (event.current ? updated('active') : gone()))],
  ['merged', about({ user: group({ id: vendorId }) }).transform(({ event }) => merged(event.user.id))],
  ['identity_created', about({ identity }).transform(({ event }) => identified('identity_created', event.identity))],
  ['identity_changed', about({ current: identity }).transform(({ event }) => identified('identity', event.current))],
]);

/**
 * What a change of a user says. Of staff only that it happened: their address and id would make customers of them. An identity is a
 * further address or number of the person.
 */
export function userEvents(payload: Readonly<Record<string, unknown>>, change: string): Told {
  const user = readPayload(userPayload, payload);
  if (!user.ok) return user;
  const schema = CHANGES.get(change);
  if (schema === undefined) return { ok: true, events: [tell(user.payload, updated(change.replace(/_changed$/, '')))] };
  const event = readPayload(schema, payload);
  return event.ok ? { ok: true, events: [tell(user.payload, event.payload)] } : event;
}

function about<S extends z.ZodRawShape>(event: S) {
  return group({ event: group(event) });
}

function gone(): Event {
  return { event_name: 'contact_deleted' };
}

function updated(change: string): Event {
  return { event_name: 'contact_updated', properties: { changed: [change] } };
}

function merged(merged_support_id: string): Event {
  return { event_name: 'contact_merged', properties: { merged_support_id } };
}

function identified(change: string, { type, value }: z.output<typeof identity>): Event {
  const named = type === 'email' ? { email: value } : type === 'phone_number' ? { phone: value } : {};
  return { ...updated(change), identifiers: named };
}

function tell({ id, time, detail: user, event: position }: User, event: Event): ProviderEvent {
  const isCustomer = user.role === null || user.role === undefined || user.role === 'end-user';
  const person = {
    support_id: user.id,
    user_id: user.external_id,
    email: user.email,
    account_id: accountOf(user.organization_id),
  };
  return {
    ...{ id, occurred_at: time },
    ...event,
    ...(isCustomer ? { identifiers: { ...told(person), ...event.identifiers } } : { identifiers: {} }),
    properties: { contact_id: user.id, ...event.properties },
    object: stateOf('user', user.id, user.updated_at, position),
  };
}
