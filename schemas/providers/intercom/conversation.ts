import { z } from 'zod';
import { group, rating } from '../../kinds.ts';
import { maybeId, maybeText, stateOf, told, vendorId } from '../fields.ts';
import { type ProviderEvent, readPayload } from '../provider.ts';
import { itemOf, maybeTime, type OfTopic } from './notification.ts';

const someone = group({ id: maybeId, type: maybeText, external_id: maybeId, user_id: maybeId, email: maybeText });

const conversation = itemOf({
  id: vendorId,
  updated_at: maybeTime,
  state: maybeText,
  priority: maybeText,
  title: maybeText,
  admin_assignee_id: maybeId,
  team_assignee_id: maybeId,
  /** Until version 1.x of the API: the person. Since 2.0: all who take part, and who began. */
  user: someone.nullish(),
  contacts: group({ contacts: z.array(someone).nullish() }).nullish(),
  source: group({ type: maybeText, author: someone.nullish() }).nullish(),
});
const rated = itemOf({ conversation_rating: group({ rating, remark: maybeText }) });

type Someone = z.output<typeof someone>;
type Conversation = z.output<typeof conversation>;
type Event = Pick<ProviderEvent, 'event_name' | 'properties'>;

const CUSTOMER: Event = { event_name: 'conversation_replied', properties: { author: 'customer' } };
const AGENT: Event = { event_name: 'conversation_replied', properties: { author: 'agent' } };

const TOPICS = new Map<string, Event>([
  ['user.created', { event_name: 'conversation_started' }],
  ['user.replied', CUSTOMER],
  ['admin.replied', AGENT],
  ['operator.replied', AGENT],
  ['admin.closed', { event_name: 'conversation_closed' }],
  ['admin.opened', updated('status')],
  ['admin.snoozed', updated('status')],
  ['admin.unsnoozed', updated('status')],
  ['admin.assigned', updated('agent')],
  ['admin.open.assigned', updated('agent')],
  ['admin.noted', updated('note')],
  ['priority.updated', updated('priority')],
  ['read', updated('read')],
  ['deleted', updated('deleted')],
]);

/** What a topic of conversations says: begun, answered, closed, rated; the rest updates it. */
export const conversationEvents: OfTopic = (payload, what, notification) => {
  const event = TOPICS.get(what);
  if (event === undefined && what !== 'rating.added') return null;
  const read = readPayload(conversation, payload);
  if (!read.ok) return read;
  if (event !== undefined) return { ok: true, events: [tell(read.payload, event, notification)] };
  const opinion = readPayload(rated, payload);
  if (!opinion.ok) return opinion;
  const { rating: given, remark } = opinion.payload.conversation_rating;
  const told = { event_name: 'conversation_rated', properties: { rating: given, comment: remark } };
  return { ok: true, events: [tell(read.payload, told, notification)] };
};

function updated(what: string): Event {
  return { event_name: 'conversation_updated', properties: { changed: [what] } };
}

function tell(item: Conversation, event: Event, { id, created_at }: { id: string; created_at: string }): ProviderEvent {
  return {
    ...{ id, event_name: event.event_name, occurred_at: created_at },
    identifiers: told(personOf(item)),
    properties: told({
      conversation_id: item.id,
      channel: item.source?.type,
      topic: item.title,
      status: item.state,
      priority: item.priority,
      agent: item.admin_assignee_id,
      team: item.team_assignee_id,
      ...event.properties,
    }),
    object: stateOf('conversation', item.id, item.updated_at),
  };
}

/**
 * Whose conversation it is: who began it if that was a customer, else the first of those who take part. Only of a user the id is one of
 * the app's own; of a lead Intercom made it up.
 */
function personOf({ user, contacts, source }: Conversation) {
  const begun = [user, source?.author].find((each) => each?.type === 'user' || each?.type === 'lead');
  const part = contacts?.contacts?.find((each) => begun === undefined || each.id === begun?.id);
  const who: Someone | null | undefined = begun ?? part;
  const own = begun?.external_id ?? begun?.user_id ?? part?.external_id;
  return { support_id: who?.id, user_id: begun?.type === 'user' ? own : undefined, email: who?.email };
}
