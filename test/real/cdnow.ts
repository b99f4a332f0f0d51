import { toCents } from './cents.ts';
import { readData } from './data.ts';

/** The first instant after the last day of the sample, 1998-06-30. */
export const CDNOW_AS_OF = '1998-07-01T00:00:00.000Z';

/**
 * The CDNOW sample (Fader and Hardie; 2,357 customers, January 1997 to June 1998): one `order_completed` a line. A line is
 * a purchase of its own, also where a customer has several on one day: 6,919 orders on 6,696 purchase days.
 */
export function cdnowEvents(): object[] {
  return readData('cdnow/CDNOW_sample.txt').trim().split(/\r?\n/).map(toOrder);
}

function toOrder(line: string, at: number): object {
  const [customer = '', , date = '', units = '', dollars = ''] = line.trim().split(/\s+/);
  const number = String(at + 1).padStart(5, '0');
  return {
    event_id: `cdnow:${number}`,
    source: 'sales',
    provider: 'cdnow',
    event_name: 'order_completed',
    schema_version: 1,
    occurred_at: midnightOf(date),
    user_id: `cdnow-${customer}`,
    properties: {
      order_id: number,
      amount_minor: toCents(dollars),
      currency: 'USD',
      items: [{ product_id: 'cd', quantity: Number(units), amount_minor: toCents(dollars) }],
    },
  };
}

/**
 * The file knows days only, and all published figures count days. Midnight keeps each purchase on its UTC day without
 * making up an order within it; several of one customer then fall on one instant, which the lifecycle is defined for.
 */
function midnightOf(yyyymmdd: string): string {
  return `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}T00:00:00.000Z`;
}
