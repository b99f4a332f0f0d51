import { iso } from '../calendar.ts';
import type { Tale } from '../tale.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Ticket {
  id: string;
  subject: string;
  channel: string;
  agent: string;
}

const DOOR = '/webhooks/zendesk';

/** https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events: the ticket as it is, and what changed. */
function send(tale: Tale, at: number, type: string, detail: Fields, event: Fields): void {
  tale.webhook(at, DOOR, type, (id, now) => ({
    ...{ account_id: 22_129_848, id: `zd-${id}`, subject: `zen:${type}`, type: `zen:event-type:${type}` },
    ...{ time: iso(now), zendesk_event_version: '2022-11-06' },
    detail: { ...detail, updated_at: iso(now) },
    event: { ...event, meta: { sequence: { id: `seq-${id}`, position: 1 } } },
  }));
}

/** Zendesk makes a user of whoever writes first. */
export function userCreated(tale: Tale, at: number): void {
  const { email, userId } = tale.person;
  send(tale, at, 'user.created', { id: userOf(tale), email, external_id: userId, role: 'end-user' }, {});
}

export function ticketCreated(tale: Tale, at: number, ticket: Ticket): void {
  send(tale, at, 'ticket.created', detailOf(tale, ticket, 'NEW'), {});
}

export function commented(tale: Tale, at: number, ticket: Ticket, by: 'agent' | 'customer'): void {
  const author = by === 'agent' ? { id: ticket.agent, is_staff: true } : { id: userOf(tale), is_staff: false };
  send(tale, at, 'ticket.comment_added', detailOf(tale, ticket, 'OPEN'), { comment: { is_public: true, author } });
}

export function statusChanged(tale: Tale, at: number, ticket: Ticket, current: string, previous: string): void {
  send(tale, at, 'ticket.status_changed', detailOf(tale, ticket, current), { current, previous });
}

/** The body of our own trigger, as schemas/providers/zendesk/rating.ts has it. */
export function rated(tale: Tale, at: number, ticket: Ticket, rating: number): void {
  tale.webhook(at, DOOR, 'ticket_rated', (_id, now) => ({
    ...{ type: 'ticket_rated', rating: String(rating), ticket_id: ticket.id, rated_at: iso(now) },
    ...{ requester_id: userOf(tale), requester_external_id: tale.person.userId, requester_email: tale.person.email },
  }));
}

function detailOf(tale: Tale, { id, subject, channel, agent }: Ticket, status: string): Fields {
  return { id, requester_id: userOf(tale), subject, status, priority: 'NORMAL', assignee_id: agent, via: { channel } };
}

function userOf({ person }: Tale): string {
  return String(8_447_000_000 + person.index);
}
