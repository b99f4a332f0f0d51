import { byTime, groupBy } from './collections.ts';
import { revenueOf } from './money.ts';
import { refundedSales, type Sale } from './sales.ts';
import { dayOf } from './time.ts';
import type { Fact, OwnedFact, Settings, Signal } from './types.ts';

export type Customer = {
  customer_id: string;
  first_seen_at: number;
  identified_at: number | null;
  email: string | null;
  user_id: string | null;
  first_purchased_at: number | null;
  last_active_at: number | null;
  purchase_days: number;
  revenue_minor: number;
  is_net_customer: boolean;
};

type Input = { facts: OwnedFact[]; everything: Fact[]; signals: Signal[]; sales: Sale[]; settings: Settings };

/** The basic columns of `customers`: one row for everybody who owns an event. Instants in epoch milliseconds. */
export function customersOf({ facts, everything, signals, sales, settings }: Input): Customer[] {
  const signalsBy = groupBy(signals, (row) => row.customer_id);
  const kept = sales.filter((sale) => !sale.is_cancelled);
  const salesBy = groupBy(kept, (sale) => sale.customer_id);
  const refunded = refundedSales(kept, everything);
  return [...groupBy(facts, (fact) => fact.customerId)].map(([customer_id, own]) => {
    const bought = salesBy.get(customer_id) ?? [];
    const active = (signalsBy.get(customer_id) ?? []).filter((row) => row.is_activity);
    return {
      customer_id,
      ...personOf(own.toSorted(byTime)),
      first_purchased_at: least(bought.map((sale) => sale.occurred_at)),
      last_active_at: greatest(active.map((row) => row.occurred_at)),
      purchase_days: new Set(bought.map((sale) => dayOf(sale.occurred_at))).size,
      revenue_minor: revenueOf(bought, settings.reportingCurrency),
      is_net_customer: bought.some((sale) => !refunded.has(sale)),
    };
  });
}

function personOf(own: readonly OwnedFact[]) {
  const isNamed = (fact: Fact) => fact.ids.some((id) => id.type !== 'anonymous_id');
  const latest = (type: string) =>
    own.flatMap((fact) => fact.ids.filter((id) => id.type === type)).at(-1)?.value ?? null;
  return {
    first_seen_at: own[0]?.at ?? 0,
    identified_at: own.find(isNamed)?.at ?? null,
    email: latest('email'),
    user_id: latest('user_id'),
  };
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}
