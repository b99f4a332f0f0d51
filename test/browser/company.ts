import { below, pick, type Random, randomFrom } from '../../infra/local/bench/random.ts';

export type SentEvent = Record<string, unknown> & { occurred_at: string };

/** The tables of the browser suite speak of this instant, a Wednesday. */
export const AS_OF = '2026-06-24T09:00:00.000Z';

const DAY_MS = 86_400_000;
const END_MS = Date.parse(AS_OF);
const DAYS = 330;
const PEOPLE = 240;
const CHANNELS = ['paid_search', 'email', 'social', 'organic'] as const;

/** What a hostile sender would like to see run. */
export const HOSTILE = `"><img src=x onerror=alert(1)>'</script><b>`;

/** A small company: everybody comes, some register, buy, come back, complain, praise, cancel or fall quiet. The same each time. */
export function companyEvents(): SentEvent[] {
  const people = Array.from({ length: PEOPLE }, (_, person) => life(person));
  return [...people.flat(), ...hostileLife()].filter(({ occurred_at }) => Date.parse(occurred_at) < END_MS);
}

type Tell = (day: number, source: string, name: string, properties?: object, rest?: object) => void;

function life(person: number): SentEvent[] {
  const random = randomFrom(1000 + person);
  const events: SentEvent[] = [];
  const who: Record<string, string> = { anonymous_id: `visitor-${person}` };
  const tell: Tell = (day, source, event_name, properties = {}, rest = {}) => {
    const at = END_MS - DAYS * DAY_MS + (day + 0.3 + random() * 0.5) * DAY_MS;
    const event_id = `p${person}-${events.length}`;
    const occurred_at = new Date(at).toISOString();
    events.push({ event_id, source, event_name, occurred_at, ...who, ...rest, properties });
  };
  const first = Math.floor(DAYS * random() ** 0.8);
  tell(first, 'web', 'page_viewed', { title: 'Home', path: '/' }, { context: touchOf(random) });
  browse(first, tell, random);
  if (random() < 0.62) register(first + below(12, random), person, who, tell, random);
  return events;
}

function touchOf(random: Random): object {
  return {
    campaign: { source: 'news', medium: pick(CHANNELS, random), name: `summer-${below(3, random)}` },
    timezone: 'Europe/Madrid',
  };
}

function browse(day: number, tell: Tell, random: Random): void {
  for (let visit = below(4, random); visit > 0; visit -= 1) {
    tell(day + below(20, random), 'web', 'product_viewed', {
      product_id: `sku-${below(40, random)}`,
      name: 'Trail shoes',
    });
  }
}

function register(day: number, person: number, who: Record<string, string>, tell: Tell, random: Random): void {
  Object.assign(who, { user_id: `user-${person}`, email: `${pick(NAMES, random)}.${person}@example.com` });
  tell(day, 'web', 'signed_up', { how: 'form' });
  if (random() < 0.3) tell(day + 2, 'web', 'demo_requested');
  if (random() < 0.62) buy(day + below(20, random), person, tell, random);
}

function buy(first: number, person: number, tell: Tell, random: Random): void {
  let day = first;
  for (let order = 0; order === 0 || random() < 0.64; order += 1, day += 5 + below(75, random)) {
    tell(day, 'web', 'checkout_started');
    tell(day, 'sales', 'order_completed', {
      order_id: `o-${person}-${order}`,
      amount_minor: 1900 + below(24_000, random),
      currency: 'USD',
    });
    afterwards(day + 3, person, order, tell, random);
  }
}

function afterwards(day: number, person: number, order: number, tell: Tell, random: Random): void {
  if (random() < 0.15)
    tell(day, 'support', 'ticket_created', { ticket_id: `t-${person}-${order}`, subject: 'Delivery' });
  if (random() < 0.12) tell(day + 1, 'support', 'ticket_rated', { ticket_id: `t-${person}-${order}`, rating: 5 });
  if (random() < 0.16) tell(day + 9, 'web', 'product_shared', { product_id: `sku-${order}`, share_via: 'email' });
  const plan = { subscription_id: `s-${person}-${order}`, plan: 'club', mrr_minor: 900, currency: 'USD' };
  if (random() < 0.1) {
    tell(day, 'sales', 'subscription_started', plan);
    tell(day + 40, 'sales', 'subscription_cancelled', plan);
  }
}

/** Somebody whose every name is markup, busy enough for a second page of events. */
function hostileLife(): SentEvent[] {
  return Array.from({ length: 230 }, (_, i) => ({
    event_id: `${HOSTILE}-${i}`,
    source: 'web',
    event_name: i === 0 ? 'signed_up' : 'page_viewed',
    occurred_at: new Date(END_MS - (400 - i) * 3_600_000).toISOString(),
    anonymous_id: HOSTILE,
    user_id: HOSTILE,
    context: { campaign: { source: HOSTILE, medium: HOSTILE, name: HOSTILE } },
    properties: { title: HOSTILE },
  }));
}

const NAMES = [
  'ana',
  'bela',
  'chidi',
  'dara',
  'elif',
  'farid',
  'greta',
  'hana',
  'ines',
  'jun',
  'kofi',
  'lena',
] as const;
