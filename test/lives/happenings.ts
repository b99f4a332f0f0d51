import fc from 'fast-check';
import { referees, withoutNulls } from './people.ts';

/** What an event tells, before somebody does it at some time. */
export type Happening = {
  source: 'web' | 'sales' | 'support' | 'marketing';
  event_name: string;
  properties: Record<string, unknown>;
  /** Which of a vendor's objects it tells of, as of when. */
  object?: { type: string; id: string; updated_at?: string; sequence?: number };
};

type Properties = Record<string, fc.Arbitrary<unknown>>;

function happening(source: Happening['source'], names: string[], properties: Properties = {}): fc.Arbitrary<Happening> {
  return fc
    .tuple(fc.constantFrom(...names), fc.record(properties))
    .map(([event_name, values]) => ({ source, event_name, properties: withoutNulls(values) }));
}

const oneOf = (...values: unknown[]) => fc.constantFrom(...values);
const ids = (prefix: string) => oneOf(`${prefix}1`, `${prefix}2`, `${prefix}3`);
const maybe = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: null, freq: 2 });
const amounts = oneOf(0, 1, 1000, 1000, 2500);
const dollars = fc.constant('USD');

/** Sales that several systems tell, cancel and refund; ids come from so small a pool that they often meet. */
export function sales(): fc.Arbitrary<Happening> {
  const order = { order_id: ids('o'), amount_minor: amounts, currency: dollars };
  return fc.oneof(
    happening('sales', ['order_completed'], { ...order, deal_id: maybe(ids('d')) }),
    happening('sales', ['order_completed'], {
      order_id: oneOf('o4', 'o5', 'o6', 'o7', 'o8'),
      amount_minor: amounts,
      currency: dollars,
    }),
    happening('sales', ['order_cancelled'], { order_id: ids('o') }),
    happening('sales', ['order_cancelled'], { order_id: oneOf('o1', 'o4') }),
    happening('sales', ['order_refunded', 'order_updated'], order),
    happening('sales', ['invoice_paid'], {
      invoice_id: ids('i'),
      order_id: maybe(ids('o')),
      amount_minor: amounts,
      currency: dollars,
    }),
    happening('sales', ['deal_won'], {
      deal_id: ids('d'),
      invoice_id: maybe(ids('i')),
      amount_minor: maybe(amounts),
      currency: dollars,
    }),
  );
}

/** Subscriptions begun, changed and ended, several at once. */
export function subscriptions(): fc.Arbitrary<Happening> {
  return happening(
    'sales',
    [
      'subscription_started',
      'subscription_renewed',
      'subscription_updated',
      'subscription_cancelled',
      'subscription_cancelled',
    ],
    {
      subscription_id: ids('s'),
      plan: fc.constant('basic'),
      mrr_minor: oneOf(1000, 2000),
      previous_mrr_minor: maybe(oneOf(1000, 2000)),
      currency: dollars,
    },
  );
}

/** Acts on the site, from first looks to leads. */
export function browsing(): fc.Arbitrary<Happening> {
  return fc.oneof(
    { weight: 4, arbitrary: happening('web', ['page_viewed', 'signed_in', 'feature_used']) },
    { weight: 2, arbitrary: happening('web', ['content_viewed'], { content_type: fc.constant('guide') }) },
    { weight: 1, arbitrary: happening('web', ['identified'], { previous_id: maybe(oneOf('u1', 'u2', 'u3', 'null')) }) },
    { weight: 2, arbitrary: happening('web', ['form_submitted'], { form: fc.constant('contact') }) },
    { weight: 1, arbitrary: happening('web', ['signed_up'], { how: maybe(oneOf('list', 'form', 'crm', 'product')) }) },
    { weight: 1, arbitrary: happening('web', ['checkout_started', 'demo_requested', 'chat_started']) },
    { weight: 1, arbitrary: happening('web', ['product_shared', 'product_reviewed'], { rating: oneOf(1, 3, 4, 5) }) },
  );
}

/** What salespeople and other systems report: leads, calls, merges, referrals. */
export function dealings(): fc.Arbitrary<Happening> {
  return fc.oneof(
    happening('sales', ['contact_created'], { how: maybe(oneOf('list', 'form', 'crm', 'product')) }),
    happening('sales', ['lead_qualified', 'lead_accepted', 'meeting_held', 'contact_deleted']),
    happening('sales', ['opportunity_created', 'deal_lost'], { deal_id: ids('d') }),
    happening('sales', ['contact_merged'], {
      merged_crm_id: oneOf('hubspot:1', 'hubspot:2', 'salesforce:3', 'hubspot:77'),
      merged_support_id: maybe(oneOf('zendesk:1', 'zendesk:2', 'intercom:1')),
    }),
    fc
      .tuple(happening('sales', ['referral_converted']), referees())
      .map(([event, who]) => ({ ...event, properties: who })),
  );
}

/** Tickets, conversations and opinions, happy and not. */
export function support(): fc.Arbitrary<Happening> {
  const ratings = oneOf(1, 3, 4, 5, 'good', 'bad');
  return fc.oneof(
    happening('support', ['ticket_created', 'ticket_solved', 'ticket_reopened'], { ticket_id: ids('t') }),
    happening('support', ['ticket_replied'], { ticket_id: ids('t'), author: oneOf('customer', 'agent') }),
    happening('support', ['ticket_rated'], { ticket_id: ids('t'), rating: ratings }),
    happening('support', ['conversation_started', 'conversation_closed'], { conversation_id: ids('c') }),
    happening('support', ['conversation_replied'], { conversation_id: ids('c'), author: oneOf('customer', 'agent') }),
    happening('support', ['conversation_rated'], { conversation_id: ids('c'), rating: ratings }),
    happening('support', ['survey_answered'], { kind: fc.constant('nps'), score: oneOf(8, 9, 10) }),
    happening('support', ['survey_answered'], { kind: fc.constant('csat'), score: oneOf(3, 4, 5) }),
  );
}

const OBJECT_TIMES = ['2026-02-01T00:00:00Z', '2026-03-01T01:00:00.000+01:00', '2026-03-01T00:00:00.001Z'];

/** What vendors tell of a few of their objects, again and again, in parts and at times of the objects' own that often meet. */
export function vendorObjects(): fc.Arbitrary<Happening> {
  const stages = oneOf('subscriber', 'lead', 'customer', 'Closed - Not Converted', 'own stage');
  const of = (type: string, what: fc.Arbitrary<Happening>) =>
    fc
      .record({
        what,
        id: fc.constantFrom('1', '2'),
        updated_at: fc.option(fc.constantFrom(...OBJECT_TIMES), { nil: null, freq: 3 }),
        sequence: fc.option(fc.nat({ max: 2 }), { nil: null, freq: 3 }),
      })
      .map(({ what: told, id, ...state }) => ({ ...told, object: { type, id, ...withoutNulls(state) } }));
  const changed = maybe(oneOf(['deleted'], ['name'], ['name', 'deleted']));
  return fc.oneof(
    of('contact', happening('sales', ['lead_stage_set'], { stage: stages })),
    of('contact', happening('sales', ['contact_updated'], { stage: maybe(stages), changed })),
    of('contact', happening('sales', ['contact_deleted', 'contact_created'])),
    of(
      'deal',
      happening('sales', ['opportunity_stage_changed'], {
        deal_id: ids('d'),
        stage: oneOf('open', 'won'),
        amount_minor: maybe(amounts),
        currency: dollars,
      }),
    ),
    of(
      'ticket',
      happening('support', ['ticket_updated'], {
        ticket_id: ids('t'),
        status: maybe(oneOf('open', 'deleted')),
        changed,
      }),
    ),
    happening('sales', ['lead_stage_set'], { stage: stages }),
    happening('sales', ['erasure_requested'], {
      scope: oneOf('person', 'shop'),
      request_id: maybe(ids('r')),
      due_at: maybe(fc.constant('2026-03-31')),
    }),
  );
}

/** Mail that was sent and read: only a click is an act. */
export function mail(): fc.Arbitrary<Happening> {
  return happening('marketing', ['email_delivered', 'email_opened', 'email_clicked', 'email_unsubscribed']);
}

export function happenings(): fc.Arbitrary<Happening> {
  return fc.oneof(
    { weight: 5, arbitrary: browsing() },
    { weight: 5, arbitrary: sales() },
    { weight: 3, arbitrary: subscriptions() },
    { weight: 3, arbitrary: dealings() },
    { weight: 3, arbitrary: support() },
    { weight: 1, arbitrary: mail() },
    { weight: 2, arbitrary: vendorObjects() },
  );
}
