import { byTime, groupBy, smallest } from './collections.ts';
import { normalise } from './identifiers.ts';
import type { Identity } from './identity.ts';
import { meaningOf } from './meanings.ts';
import { purchaseKind, type Sale } from './sales.ts';
import { laterSessionStarts } from './sessions.ts';
import { endsEverything } from './subscriptions.ts';
import type { OwnedFact, Settings, Signal } from './types.ts';

type Context = { identity: Identity; sales: readonly Sale[]; settings: Settings };

/** The rows of `signals`: what every fact means to its customer, one row a (customer, signal, how, instant). */
export function signalsOf(facts: readonly OwnedFact[], context: Context): Signal[] {
  const salesByCustomer = groupBy(context.sales, (sale) => sale.customer_id);
  return [...groupBy(facts, (fact) => fact.customerId)].flatMap(([customerId, own]) =>
    collapse(signalsOfCustomer(own, { ...context, sales: salesByCustomer.get(customerId) ?? [] })),
  );
}

function signalsOfCustomer(own: readonly OwnedFact[], { identity, sales, settings }: Context): Signal[] {
  const kept = sales.filter((sale) => !sale.is_cancelled);
  const firstPurchase = Math.min(...kept.map((sale) => sale.occurred_at));
  const [first] = own.toSorted(byTime);
  const saleOfEvent = new Map(kept.map((sale) => [sale.event_id, sale]));
  return [
    ...(first ? [toSignal(first, 'reached')] : []),
    ...laterSessionStarts(own, settings.sessionGapSeconds).map((fact) => toSignal(fact, 'engaged')),
    ...own.flatMap((fact) => purchaseSignals(fact, saleOfEvent)),
    ...own.flatMap((fact) => endSignals(fact, own)),
    ...own.flatMap((fact) => otherSignals(fact, firstPurchase, identity)),
  ];
}

function toSignal(fact: OwnedFact, signal: string, more: Partial<Signal> = {}): Signal {
  return {
    customer_id: fact.customerId,
    signal,
    how: '',
    occurred_at: fact.at,
    event_id: fact.id,
    is_activity: signal !== 'cancelled',
    amount_minor: null,
    ...more,
  };
}

function purchaseSignals(fact: OwnedFact, saleOfEvent: Map<string, Sale>): Signal[] {
  if (purchaseKind(fact) === null) return [];
  const sale = saleOfEvent.get(fact.id);
  return [sale ? toSignal(fact, 'purchased', { amount_minor: sale.amount_minor }) : toSignal(fact, 'active')];
}

function endSignals(fact: OwnedFact, own: readonly OwnedFact[]): Signal[] {
  return fact.line.event_name === 'subscription_cancelled' && endsEverything(fact, own)
    ? [toSignal(fact, 'cancelled')]
    : [];
}

function otherSignals(fact: OwnedFact, firstPurchase: number, identity: Identity): Signal[] {
  const meaning = meaningOf(fact);
  if (meaning === null) return [];
  if (meaning.signal === 'satisfied?') return [toSignal(fact, fact.at >= firstPurchase ? 'satisfied' : 'active')];
  if (meaning.signal === 'referred?')
    return isReferralOfOthers(fact, identity) ? [toSignal(fact, 'advocated', { is_activity: false })] : [];
  return [toSignal(fact, meaning.signal, { how: meaning.how ?? '' })];
}

function isReferralOfOthers({ line, properties, customerId }: OwnedFact, identity: Identity): boolean {
  const userId = normalise('user_id', properties.referee_user_id, line.provider);
  const email = normalise('email', properties.referee_email, line.provider);
  const referee = userId !== null ? `user_id:${userId}` : email !== null ? `email:${email}` : null;
  return referee !== null && identity.customerOf.get(referee) !== customerId;
}

function collapse(signals: readonly Signal[]): Signal[] {
  const groups = groupBy(signals, (row) => `${row.signal}\n${row.how}\n${row.occurred_at}`);
  return [...groups.values()].flatMap((rows) => {
    const [one] = rows;
    if (!one) return [];
    const amounts = rows.flatMap((row) => (row.amount_minor === null ? [] : [row.amount_minor]));
    return [
      {
        ...one,
        event_id: smallest(rows.map((row) => row.event_id)) ?? one.event_id,
        is_activity: rows.some((row) => row.is_activity),
        amount_minor: amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : null,
      },
    ];
  });
}
