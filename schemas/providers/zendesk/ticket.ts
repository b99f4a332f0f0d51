import type { z } from 'zod';
import { flag, group, text } from '../../kinds.ts';
import { maybeId, maybeInstant, maybeText, maybeTexts, stateOf, told, vendorId } from '../fields.ts';
import { type ProviderEvent, readPayload, type Told } from '../provider.ts';
import { accountOf, envelope, sequence } from './envelope.ts';

const detail = group({
  id: vendorId,
  requester_id: maybeId,
  organization_id: maybeId,
  assignee_id: maybeId,
  group_id: maybeId,
  subject: maybeText,
  priority: maybeText,
  status: maybeText,
  tags: maybeTexts,
  updated_at: maybeInstant,
  via: group({ channel: maybeText }).nullish(),
});

const ticketPayload = envelope.extend({ detail, event: sequence });
const statusPayload = envelope.extend({ event: group({ current: text, previous: maybeText }) });
const commentPayload = envelope.extend({
  event: group({
    comment: group({
      id: maybeId,
      is_public: flag.nullish(),
      author: group({ id: maybeId, is_staff: flag }),
    }),
  }),
});

type Ticket = z.output<typeof ticketPayload>;
type Event = Pick<ProviderEvent, 'event_name' | 'properties'> & { by?: string | undefined };

/**
 * What a change of a ticket says: it was opened, answered, solved, reopened; anything else that staff or rules do to it updates it.
 * The person is the requester, or whoever else of the customers wrote.
 */
export function ticketEvents(payload: Readonly<Record<string, unknown>>, change: string): Told {
  const read = readPayload(ticketPayload, payload);
  if (!read.ok) return read;
  if (change === 'created') return tell(read.payload, { event_name: 'ticket_created' });
  if (change === 'status_changed') return statusChanged(payload, read.payload);
  if (change === 'comment_added') return commentAdded(payload, read.payload);
  return tell(read.payload, {
    event_name: 'ticket_updated',
    properties: { changed: [change.replace(/_changed$/, '')] },
  });
}

function statusChanged(payload: Readonly<Record<string, unknown>>, ticket: Ticket): Told {
  const read = readPayload(statusPayload, payload);
  if (!read.ok) return read;
  const { current, previous } = read.payload.event;
  const status = current.toLowerCase();
  const event_name = nameOf(status, previous?.toLowerCase() ?? '');
  const changed = event_name === 'ticket_updated' ? ['status'] : undefined;
  return tell(ticket, { event_name, properties: { status, previous_status: previous?.toLowerCase(), changed } });
}

/** Solved tickets are closed by themselves days later: that solves nothing again. */
function nameOf(current: string, previous: string): string {
  if (isDone(current)) return isDone(previous) ? 'ticket_updated' : 'ticket_solved';
  return isDone(previous) && isOpen(current) ? 'ticket_reopened' : 'ticket_updated';
}

const isDone = (status: string) => status === 'solved' || status === 'closed';
const isOpen = (status: string) => ['new', 'open', 'pending', 'hold'].includes(status);

function commentAdded(payload: Readonly<Record<string, unknown>>, ticket: Ticket): Told {
  const read = readPayload(commentPayload, payload);
  if (!read.ok) return read;
  const { id, is_public, author } = read.payload.event.comment;
  return tell(ticket, {
    event_name: 'ticket_replied',
    properties: { author: author.is_staff ? 'agent' : 'customer', is_public, reply_id: id },
    by: author.is_staff ? undefined : author.id,
  });
}

function tell({ id, time, detail: ticket, event: position }: Ticket, { event_name, properties, by }: Event): Told {
  const event: ProviderEvent = {
    ...{ id, event_name, occurred_at: time },
    identifiers: told({ support_id: by ?? ticket.requester_id, account_id: accountOf(ticket.organization_id) }),
    properties: told({
      ticket_id: ticket.id,
      subject: ticket.subject,
      channel: ticket.via?.channel,
      priority: ticket.priority?.toLowerCase(),
      status: ticket.status?.toLowerCase(),
      agent: ticket.assignee_id,
      team: ticket.group_id,
      tags: ticket.tags,
      ...properties,
    }),
    object: stateOf('ticket', ticket.id, ticket.updated_at, position),
  };
  return { ok: true, events: [event] };
}
