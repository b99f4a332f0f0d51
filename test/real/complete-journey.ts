import { parse } from 'csv-parse/sync';
import { groupBy } from '../reference/collections.ts';
import { toCents } from './cents.ts';
import { readData } from './data.ts';

/** The day after the last basket, 2018-01-01T03:47:38Z. */
export const COMPLETE_JOURNEY_AS_OF = '2018-01-02T00:00:00.000Z';

type Line = Record<string, string>;

const PROVIDER = 'complete_journey';

/**
 * The Complete Journey (84.51°, CC0: a grocer's households in 2017) as canonical events by source: one `order_completed`
 * a basket, one `message_sent` a household and campaign at the campaign's start, one `coupon_applied` a redemption. Days
 * without a time are midnights UTC. None carries a received_at: a history that is loaded arrives when it is loaded.
 */
export function completeJourneyEvents(): Record<'sales' | 'marketing' | 'web', object[]> {
  return { sales: orders(), marketing: messages(), web: redemptions() };
}

function table(name: string): Line[] {
  return parse(readData(`complete-journey/${name}`), { columns: true });
}

function orders(): object[] {
  const baskets = groupBy(table('transactions_sample.csv.gz'), (line) => line.basket_id ?? '');
  return [...baskets].map(([basketId, lines]) => toOrder(basketId, lines));
}

/**
 * The amount is the sum of `sales_value`: what the retailer receives, after the discounts of its loyalty card and of its
 * match of coupons (`retail_disc`, `coupon_match_disc` are off already). A manufacturer's coupon (`coupon_disc`) is a means
 * of payment, redeemed by the manufacturer: it is part of the sale, as the retailer's books and the file's own total have
 * it, and taking it off would leave baskets below zero. It is told beside, as `manufacturer_coupon_minor`.
 */
function toOrder(basketId: string, lines: Line[]): object {
  const { household_id, store_id, transaction_timestamp = '' } = lines[0] ?? {};
  const couponMinor = sumOf(lines, 'coupon_disc');
  return {
    ...person(household_id),
    event_id: `${PROVIDER}:basket-${basketId}`,
    source: 'sales',
    event_name: 'order_completed',
    occurred_at: transaction_timestamp.replace(/Z$/, '.000Z'),
    properties: {
      order_id: basketId,
      amount_minor: sumOf(lines, 'sales_value'),
      currency: 'USD',
      items: lines.map(toItem),
      store_id,
      ...(couponMinor === 0 ? {} : { manufacturer_coupon_minor: couponMinor }),
    },
  };
}

function toItem({ product_id, quantity, sales_value = '' }: Line): object {
  return { product_id, quantity: Number(quantity), amount_minor: toCents(sales_value) };
}

function sumOf(lines: Line[], column: string): number {
  return lines.reduce((sum, line) => sum + toCents(line[column] ?? ''), 0);
}

/** Campaigns are mailings of coupons on paper: a message was sent, and nothing tells of its delivery. */
function messages(): object[] {
  const startOf = new Map(table('campaign_descriptions.csv').map((line) => [line.campaign_id, line.start_date]));
  return table('campaigns.csv').map(({ campaign_id, household_id }) => ({
    ...person(household_id),
    event_id: `${PROVIDER}:campaign-${campaign_id}-${household_id}`,
    source: 'marketing',
    event_name: 'message_sent',
    occurred_at: `${startOf.get(campaign_id)}T00:00:00.000Z`,
    properties: { channel: 'mail', campaign_id, campaign: `campaign-${campaign_id}` },
  }));
}

function redemptions(): object[] {
  return table('coupon_redemptions.csv').map(({ household_id, coupon_upc, campaign_id, redemption_date }) => ({
    ...person(household_id),
    event_id: `${PROVIDER}:coupon-${campaign_id}-${coupon_upc}-${household_id}-${redemption_date}`,
    source: 'web',
    event_name: 'coupon_applied',
    occurred_at: `${redemption_date}T00:00:00.000Z`,
    properties: { coupon: coupon_upc },
    context: { campaign: { id: campaign_id, name: `campaign-${campaign_id}`, medium: 'mail' } },
  }));
}

function person(householdId = ''): object {
  return { provider: PROVIDER, schema_version: 1, user_id: `household-${householdId}` };
}
