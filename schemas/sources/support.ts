import { z } from 'zod';
import { eventsOf } from '../envelope.ts';
import { count, date, flag, group, id, number, oneOf, optional, personalText, rating, text, texts } from '../kinds.ts';

const handling = optional({
  subject: personalText,
  channel: text,
  priority: text,
  status: text,
  previous_status: text,
  category: text,
  agent: text,
  team: text,
  tags: texts,
  product_id: id,
  order_id: id,
  updated_at: date,
});
const ticket = { ticket_id: id, ...handling };
const conversation = { conversation_id: id, ...handling, ...optional({ topic: text, ticket_id: id }) };
const reply = {
  author: oneOf('customer', 'agent'),
  ...optional({ is_public: flag, reply_id: id, body: personalText }),
};
const update = optional({ changed: texts });
const opinion = optional({ comment: personalText, reason: text });

const SCORE = 'Send an integer: 0 to 10 for nps, 1 to 5 for csat';

const survey = group({
  kind: oneOf('nps', 'csat'),
  score: z.int(SCORE).min(0, SCORE).max(10, SCORE),
  ...opinion,
  ...optional({ survey_id: id, question: text, ticket_id: id, order_id: id, channel: text, campaign: text }),
}).refine(({ kind, score }) => kind === 'nps' || (score >= 1 && score <= 5), { path: ['score'], error: SCORE });

/** What customers ask for, what they hear back and what they say of it. */
export const supportEvent = eventsOf('support', {
  ticket_created: { ...ticket, ...optional({ body: personalText }) },
  ticket_replied: { ...ticket, ...reply },
  ticket_solved: { ...ticket, ...optional({ resolution: text, seconds_open: number, replies: count }) },
  ticket_reopened: { ...ticket, ...opinion },
  ticket_rated: { ...ticket, ...opinion, rating },
  ticket_updated: { ...ticket, ...optional({ changed: texts }) },
  ticket_contact_added: ticket,
  ticket_contact_removed: { ...ticket, ...optional({ contact_id: id }) },
  conversation_started: { ...conversation, ...optional({ message: personalText }) },
  conversation_updated: { ...conversation, ...update },
  conversation_replied: { ...conversation, ...reply },
  conversation_closed: { ...conversation, ...optional({ seconds_open: number, replies: count }) },
  conversation_rated: { ...conversation, ...opinion, rating },
  survey_answered: survey,
});

export type SupportEvent = z.infer<typeof supportEvent>;
