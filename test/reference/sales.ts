import { byTime, Groups, groupBy } from './collections.ts';
import type { Fact, OwnedFact, Settings } from './types.ts';

/** One sale, however many systems told it; `eventIds` are all that did, `event_id` the earliest. Instants in milliseconds. */
export type Sale = {
  customer_id: string;
  occurred_at: number;
  event_id: string;
  amount_minor: number | null;
  currency: string | null;
  is_cancelled: boolean;
  eventIds: string[];
  orders: { provider: string; orderId: string }[];
};

const LINKS = ['order_id', 'deal_id', 'invoice_id'] as const;

/** The sales of all customers, cancelled ones included and marked. */
export function salesOf(facts: readonly OwnedFact[], everything: readonly Fact[], settings: Settings): Sale[] {
  const cancelledAt = lastCancellations(everything);
  const purchases = facts.filter((fact) => isPurchase(fact, settings));
  return [...groupBy(purchases, (fact) => fact.customerId).values()].flatMap((own) =>
    linkedSales(own).map((told) => saleOf(told.toSorted(byTime), cancelledAt)),
  );
}

/** The kind of purchase an event tells of, or null: an invoice of nothing and a deal of nothing are none. */
export function purchaseKind(fact: Fact): 'order' | 'invoice' | 'deal' | null {
  const amount = amountOf(fact);
  if (fact.line.event_name === 'order_completed') return 'order';
  if (fact.line.event_name === 'invoice_paid') return amount !== null && amount > 0 ? 'invoice' : null;
  if (fact.line.event_name === 'deal_won') return amount === null || amount > 0 ? 'deal' : null;
  return null;
}

function isPurchase(fact: Fact, settings: Settings): boolean {
  const kind = purchaseKind(fact);
  return kind !== null && settings.purchasesFrom.includes(kind);
}

function amountOf(fact: Fact): number | null {
  const amount = fact.properties.amount_minor;
  return typeof amount === 'number' ? amount : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function linkedSales(own: readonly OwnedFact[]): OwnedFact[][] {
  const groups = new Groups();
  for (const fact of own) {
    for (const name of LINKS) {
      const id = textOf(fact.properties[name]);
      if (id !== null) groups.link(`event ${fact.id}`, `${name} ${id}`);
    }
  }
  return [...groupBy(own, (fact) => groups.find(`event ${fact.id}`)).values()];
}

function saleOf(told: readonly OwnedFact[], cancelledAt: Map<string, number>): Sale {
  const [first] = told;
  if (!first) throw new Error('[reference] a sale that nobody told of');
  const priced = told.find((fact) => amountOf(fact) !== null);
  const orders = told.filter((fact) => fact.line.event_name === 'order_completed');
  return {
    customer_id: first.customerId,
    occurred_at: first.at,
    event_id: first.id,
    amount_minor: priced ? amountOf(priced) : null,
    currency: textOf(priced?.properties.currency),
    is_cancelled: orders.some((order) => (cancelledAt.get(orderKey(order)) ?? Number.NEGATIVE_INFINITY) >= order.at),
    eventIds: told.map((fact) => fact.id),
    orders: orders.map((order) => ({
      provider: order.line.provider,
      orderId: textOf(order.properties.order_id) ?? '',
    })),
  };
}

function lastCancellations(everything: readonly Fact[]): Map<string, number> {
  const latest = new Map<string, number>();
  for (const fact of everything) {
    if (fact.line.event_name !== 'order_cancelled' || textOf(fact.properties.order_id) === null) continue;
    latest.set(orderKey(fact), Math.max(latest.get(orderKey(fact)) ?? fact.at, fact.at));
  }
  return latest;
}

function orderKey(fact: Fact): string {
  return `${fact.line.provider}\n${textOf(fact.properties.order_id) ?? ''}`;
}

/** The sales of which every unit of money came back: refunds of their orders (same provider and id) reach the amount. */
export function refundedSales(sales: readonly Sale[], everything: readonly Fact[]): Set<Sale> {
  const refunds = groupBy(
    everything.filter((fact) => fact.line.event_name === 'order_refunded'),
    orderKey,
  );
  return new Set(
    sales.filter((sale) => {
      const keys = new Set(sale.orders.map((order) => `${order.provider}\n${order.orderId}`));
      const own = [...keys].flatMap((key) => refunds.get(key) ?? []);
      const refunded = own.reduce((sum, refund) => sum + (amountOf(refund) ?? 0), 0);
      return own.length > 0 && sale.amount_minor !== null && refunded >= sale.amount_minor;
    }),
  );
}
