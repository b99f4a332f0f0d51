import { z } from 'zod';
import { group, instant, rating } from '../../kinds.ts';
import { maybeId, maybeText, stateOf, told, vendorId } from '../fields.ts';
import { readPayload, type Told } from '../provider.ts';

/**
 * Zendesk has no event for a rating: a trigger tells it, with a JSON body of its owner's choice. This is the one to choose, in one trigger
 * for `Satisfaction is Good` and, with `bad` in place of `good`, in another for `Satisfaction is Bad`:
 *
 *     {"type": "ticket_rated", "rating": "good", "ticket_id": "{{ticket.id}}", "rated_at": "{{ticket.updated_at_with_timestamp}}",
 *      "requester_id": "{{ticket.requester.id}}", "requester_external_id": "{{ticket.requester.external_id}}",
 *      "requester_email": "{{ticket.requester.email}}"}
 *
 * The word is fixed because the placeholder of the rating speaks the requester's language; a scale of five sends `1` to `5`. Comments are
 * left out: a placeholder is filled in as it is, and a quotation mark in it would break the JSON.
 */
const ratingPayload = group({
  ticket_id: vendorId,
  rating: z.preprocess(toRating, rating),
  rated_at: instant,
  requester_id: maybeId,
  requester_external_id: maybeId,
  requester_email: maybeText,
});

export function ratingEvents(payload: Readonly<Record<string, unknown>>): Told {
  const read = readPayload(ratingPayload, payload);
  if (!read.ok) return read;
  const { ticket_id, rated_at, requester_id, requester_external_id, requester_email, rating: given } = read.payload;
  const person = { support_id: requester_id, user_id: requester_external_id, email: requester_email };
  return {
    ok: true,
    events: [
      {
        id: `ticket:${ticket_id}:rated:${rated_at}`,
        event_name: 'ticket_rated',
        occurred_at: rated_at,
        identifiers: told(person),
        properties: { ticket_id, rating: given },
        object: stateOf('ticket', ticket_id, rated_at),
      },
    ],
  };
}

function toRating(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^[1-5]$/.test(value) ? Number(value) : value.toLowerCase();
}
