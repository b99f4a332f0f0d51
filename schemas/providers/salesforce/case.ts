import type { ProviderEvent } from '../provider.ts';
import { accountOf, type Change, isChanged, tell, textOf, textsOf } from './change.ts';

const FIELDS: Readonly<Record<string, string>> = {
  Subject: 'subject',
  Origin: 'channel',
  Priority: 'priority',
  Status: 'status',
  Type: 'category',
  OwnerId: 'agent',
};
/** As an org has it at first, for changes that do not tell `IsClosed`. */
const CLOSED = 'Closed';

/** A case is a ticket. */
export function caseChanged(change: Change): ProviderEvent[] {
  const { kind, isGap } = change;
  if (kind === 'CREATE') return [tellOf(change, 'ticket_created', {}, isGap)];
  if (kind !== 'UPDATE' || isGap) {
    const changed = kind === 'UPDATE' ? [] : ['IsDeleted'];
    return [tellOf(change, 'ticket_updated', { changed }, isGap && kind !== 'DELETE')];
  }
  return [tellOf(change, nameOf(change), {}, false)].map((event) =>
    event.event_name === 'ticket_updated'
      ? { ...event, properties: { ...event.properties, changed: change.changed } }
      : event,
  );
}

function nameOf(change: Change): string {
  const { IsClosed } = change.fields;
  if (isChanged(change, 'IsClosed') && typeof IsClosed === 'boolean')
    return IsClosed ? 'ticket_solved' : 'ticket_reopened';
  if (isChanged(change, 'Status') && textOf(change, 'Status') === CLOSED) return 'ticket_solved';
  return isChanged(change, 'ContactId') && textOf(change, 'ContactId') !== undefined
    ? 'ticket_contact_added'
    : 'ticket_updated';
}

/** The address that a form or an e-mail gave is the customer's own. */
function tellOf(change: Change, name: string, more: object, needsRefetch: boolean): ProviderEvent {
  return tell(change, name, {
    identifiers: {
      crm_id: textOf(change, 'ContactId'),
      email: textOf(change, 'SuppliedEmail'),
      phone: textOf(change, 'SuppliedPhone'),
      ...accountOf(change),
    },
    properties: { ticket_id: change.id, ...textsOf(change, FIELDS), ...more },
    ...(needsRefetch ? { needs_refetch: true } : {}),
  });
}
