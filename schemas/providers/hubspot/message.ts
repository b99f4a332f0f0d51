import { z } from 'zod';
import { type ProviderEvent, readPayload } from '../provider.ts';

const ID = 'Send the id of an object, as HubSpot does';
const INSTANT = 'Send milliseconds since 1970';
const TYPE = 'Send <object>.<change>, such as contact.creation';
const LATEST_MS = 253_402_300_799_999;

const objectId = z.union([z.int(), z.string().min(1)], ID).transform(String);

/** https://developers.hubspot.com/docs/api-reference/legacy/webhooks/guide and its `object.*` successor, which names objects by type ids. */
const messageSchema = z.object({
  eventId: z.union([z.number(), z.string()], 'Send the id of the change').transform(String),
  subscriptionType: z.string(TYPE).regex(/^\w+\.\w+$/, TYPE),
  occurredAt: z.int(INSTANT).min(0, INSTANT).max(LATEST_MS, INSTANT),
  objectTypeId: z.string().nullish(),
});
const ofObject = z.object({ objectId });
const ofProperty = z.object({
  objectId,
  propertyName: z.string('Send the name of the property').min(1, 'Send the name of the property'),
  propertyValue: z.string('Send the value as a string').nullish(),
  isSensitive: z.boolean().nullish(),
});
const ofMerge = z.object({
  primaryObjectId: objectId,
  mergedObjectIds: z.array(objectId, 'Send the ids that were merged'),
  newObjectId: objectId.nullish(),
});
const ofAssociation = z.object({
  fromObjectId: objectId,
  toObjectId: objectId,
  associationType: z.string().nullish(),
  fromObjectTypeId: z.string().nullish(),
  toObjectTypeId: z.string().nullish(),
  associationRemoved: z.boolean('Send true or false'),
  isPrimaryAssociation: z.boolean().nullish(),
});

/** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm: the type ids of the objects that we know. */
const OBJECTS: Readonly<Record<string, string>> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-5': 'ticket',
};

/** A change in HubSpot, whichever of its two formats told it. */
export interface Message {
  /** The vendor's word, in the older format: `deal.propertyChange`. */
  kind: string;
  /** Of this change: HubSpot's own event id is documented as not unique, so what it tells of stands beside it. */
  id: string;
  occurredAt: string;
  /** The object that changed; of an association, the one that it begins at. */
  objectId: string;
  property?: string;
  /** Empty when the property was cleared, null when HubSpot does not show it. */
  value?: string | null;
  merged?: { into: string; from: readonly string[] };
  associated?: { object: string; id: string; isRemoved: boolean; isPrimary: boolean };
}

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = { ok: true; payload: T } | Extract<ReturnType<typeof readPayload>, { ok: false }>;
type Part = Pick<Message, 'objectId' | 'property' | 'value' | 'merged' | 'associated'> & {
  object?: string | undefined;
};

/** A message of HubSpot's in one form, or the first reason why it is none. */
export function readMessage(payload: Fields): Read<Message> {
  const head = readPayload(messageSchema, payload);
  if (!head.ok) return head;
  const { subscriptionType, objectTypeId, occurredAt, eventId } = head.payload;
  const [object = '', change = ''] = subscriptionType.split('.');
  const part = readPart(change, payload);
  if (!part.ok) return part;
  const { object: named, ...told } = part.payload;
  const kind = `${object === 'object' ? (nameOf(objectTypeId) ?? named ?? object) : object}.${change}`;
  const about = [told.objectId, told.property, told.associated?.object, told.associated?.id];
  return {
    ok: true,
    payload: {
      ...told,
      kind,
      id: [kind, ...about.filter((each) => each !== undefined), occurredAt, eventId].join(':'),
      occurredAt: new Date(occurredAt).toISOString(),
    },
  };
}

function readPart(change: string, payload: Fields): Read<Part> {
  if (change === 'propertyChange') return map(readPayload(ofProperty, payload), toProperty);
  if (change === 'merge') return map(readPayload(ofMerge, payload), toMerge);
  if (change === 'associationChange') return map(readPayload(ofAssociation, payload), toAssociation);
  return readPayload(ofObject, payload);
}

function map<A, B>(read: Read<A>, to: (payload: A) => B): Read<B> {
  return read.ok ? { ok: true, payload: to(read.payload) } : read;
}

function toProperty({ objectId, propertyName, propertyValue, isSensitive }: z.output<typeof ofProperty>): Part {
  return { objectId, property: propertyName, value: isSensitive === true ? null : (propertyValue ?? '').trim() };
}

/** Since 2022 a merge may make a record of its own, into which the primary goes as well. */
function toMerge({ primaryObjectId, mergedObjectIds, newObjectId }: z.output<typeof ofMerge>): Part {
  const into = newObjectId ?? primaryObjectId;
  const from = [...new Set([primaryObjectId, ...mergedObjectIds])].filter((each) => each !== into);
  return { objectId: into, merged: { into, from } };
}

function toAssociation(payload: z.output<typeof ofAssociation>): Part {
  const { fromObjectId, toObjectId, associationType, fromObjectTypeId, toObjectTypeId } = payload;
  const [from, to] = (associationType ?? '').toLowerCase().split('_to_');
  return {
    object: nameOf(fromObjectTypeId) ?? from,
    objectId: fromObjectId,
    associated: {
      object: nameOf(toObjectTypeId) ?? to ?? '',
      id: toObjectId,
      isRemoved: payload.associationRemoved,
      isPrimary: payload.isPrimaryAssociation === true,
    },
  };
}

function nameOf(typeId: string | null | undefined): string | undefined {
  return OBJECTS[typeId ?? ''];
}

/** One of our events that a message tells. */
export function tell(
  { id, kind, objectId, occurredAt }: Message,
  event_name: string,
  more: Partial<ProviderEvent> = {},
): ProviderEvent {
  const [type = ''] = kind.split('.');
  return { id, event_name, occurred_at: occurredAt, object: { type, id: objectId }, ...more };
}
