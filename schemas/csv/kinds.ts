import { decimal, flag, lower, type ReadCell, text, upper, whole } from './cells.ts';

/** A kind of daily fact that a CSV file can tell, one a row. */
export interface FactKind {
  /** As people call it. */
  name: string;
  eventName: string;
  /** The documented header; of its columns and `columns`, these must be there. `a|b`: one of the two. */
  header: string;
  needs: readonly string[];
  columns: Readonly<Record<string, ReadCell>>;
  /** What tells a fact from its neighbours: two rows that agree in these tell of one thing. The others are its figures. */
  identity: readonly string[];
}

const reach = { impressions: whole, clicks: whole };

export const FACT_KINDS: readonly FactKind[] = [
  {
    name: 'ad spend',
    eventName: 'ad_spend_recorded',
    header: 'day,channel,campaign,impressions,clicks,cost,currency,purpose',
    needs: ['day', 'channel', 'cost|cost_minor', 'currency'],
    columns: {
      ...{ day: text, channel: text, campaign: text, campaign_id: text, ad_group: text, country: text },
      ...{ ...reach, cost: text, cost_minor: whole, currency: upper, purpose: lower, conversions: decimal },
    },
    identity: ['day', 'channel', 'campaign', 'campaign_id', 'ad_group', 'country', 'purpose'],
  },
  {
    name: 'searches',
    eventName: 'searches_recorded',
    header: 'day,query,is_brand,impressions,clicks',
    needs: ['day', 'query'],
    columns: { day: text, query: text, is_brand: flag, ...reach, engine: text, country: text, position: decimal },
    identity: ['day', 'query', 'engine', 'country'],
  },
  {
    name: 'store visits',
    eventName: 'store_visits_recorded',
    header: 'day,store,visits',
    needs: ['day', 'visits'],
    columns: { day: text, visits: whole, store_id: text, store: text, city: text, country: text },
    identity: ['day', 'store_id', 'store', 'city', 'country'],
  },
];
