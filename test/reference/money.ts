import type { Sale } from './sales.ts';

/**
 * The sum of the sales' amounts in minor units of the reporting currency. An unknown amount adds nothing, nor does one
 * in a currency without a rate (the reference knows no rates); an amount without a currency is in the reporting one.
 */
export function revenueOf(sales: readonly Sale[], reportingCurrency: string): number {
  const known = sales.filter((sale) => sale.currency === null || sale.currency === reportingCurrency);
  return known.reduce((sum, sale) => sum + (sale.amount_minor ?? 0), 0);
}
