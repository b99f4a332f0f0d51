import type { Tale } from '../tale.ts';

type Fields = Readonly<Record<string, unknown>>;
type ObjectKind = 'contact' | 'deal';

/** https://developers.hubspot.com/docs/api-reference/legacy/webhooks/guide: a message names an object and at most one change of it. */
function send(tale: Tale, at: number, subscriptionType: string, change: Fields): void {
  tale.webhook(at, '/webhooks/hubspot', subscriptionType, (id, now) => ({
    ...{ eventId: id, subscriptionId: 7, portalId: 33, appId: 1, occurredAt: now, attemptNumber: 0 },
    ...{ subscriptionType, changeSource: 'CRM_UI', ...change },
  }));
}

export function created(tale: Tale, at: number, kind: ObjectKind, objectId: number): void {
  send(tale, at, `${kind}.creation`, { objectId, changeFlag: 'NEW' });
}

export function changed(tale: Tale, at: number, kind: ObjectKind, objectId: number, values: Fields): void {
  for (const [propertyName, propertyValue] of Object.entries(values))
    send(tale, at, `${kind}.propertyChange`, { objectId, propertyName, propertyValue: String(propertyValue) });
}

export function dealOfContact(tale: Tale, at: number, fromObjectId: number): void {
  const toObjectId = contactOf(tale);
  const ends = { associationType: 'DEAL_TO_CONTACT', fromObjectId, toObjectId };
  send(tale, at, 'deal.associationChange', { ...ends, associationRemoved: false, isPrimaryAssociation: false });
}

export function contactOf({ person }: Tale): number {
  return 100_000 + person.index;
}

export function dealOf({ person }: Tale, nth: number): number {
  return 5_000_000 + person.index * 10 + nth;
}
