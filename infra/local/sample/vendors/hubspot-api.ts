import type { ObjectName, VendorApi } from '../../../../lambdas/lib/vendors/vendor-api.ts';
import { iso } from '../calendar.ts';
import type { SampleEvent } from '../tale.ts';

/** What a webhook says of an object; the fields that HubSpot's own has. */
interface Message {
  subscriptionType: string;
  occurredAt: number;
  objectId?: number;
  propertyName?: string;
  propertyValue?: string;
  fromObjectId?: number;
  toObjectId?: number;
}

interface CrmObject {
  id: string;
  createdAt: string;
  updatedAt: string;
  properties: Record<string, string>;
  associations: { contacts: { results: { id: string }[] } };
}

const TYPES = ['contact', 'deal'];

/** HubSpot's read API over all that has been told of its objects: what a webhook leaves out is asked for there. */
export function sampleHubSpot(events: readonly SampleEvent[], toTime: (at: number) => number): VendorApi {
  const objects = new Map<string, CrmObject>();
  for (const { at, door, payload } of events)
    if (door === '/webhooks/hubspot' && payload !== undefined) note(payload(toTime(at)) as unknown as Message, objects);
  return {
    knows: (type) => TYPES.includes(type),
    read: async (name) => {
      const object = objects.get(keyOf(name));
      return object === undefined ? { kind: 'gone' } : { kind: 'found', object: { ...object } };
    },
  };
}

function note(message: Message, objects: Map<string, CrmObject>): void {
  const [type = ''] = message.subscriptionType.split('.');
  const id = String(message.objectId ?? message.fromObjectId);
  const object = objects.get(keyOf({ type, id })) ?? begin(type, id, message);
  if (message.propertyName !== undefined) object.properties[message.propertyName] = String(message.propertyValue);
  if (message.toObjectId !== undefined) object.associations.contacts.results.push({ id: String(message.toObjectId) });
  object.updatedAt = iso(message.occurredAt);
  objects.set(keyOf({ type, id }), object);
}

function begin(type: string, id: string, { occurredAt }: Message): CrmObject {
  const at = iso(occurredAt);
  const properties: Record<string, string> = type === 'deal' ? { deal_currency_code: 'USD' } : {};
  return { id, createdAt: at, updatedAt: at, properties, associations: { contacts: { results: [] } } };
}

function keyOf({ type, id }: ObjectName): string {
  return `${type} ${id}`;
}
