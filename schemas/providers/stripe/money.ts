import { exponentOf } from '../currencies.ts';
import { toMinor } from '../money.ts';

/**
 * Where Stripe's smallest unit is not ISO 4217's minor unit: the krona and the shilling count in hundredths that no longer exist, the
 * ariary in whole ones. https://docs.stripe.com/currencies#minor-units (HUF and TWD differ in payouts only).
 */
const EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** How many decimals of a currency Stripe's smallest unit has. */
export function stripeExponentOf(currency: string): number {
  return EXPONENTS[currency] ?? exponentOf(currency);
}

/** An amount of Stripe's in minor units of the currency, an ISO-4217 code in capitals: 500 of its ISK are 5 of ours. */
export function minorOf(amount: number, currency: string): number {
  return toMinor({ digits: BigInt(amount), scale: stripeExponentOf(currency) }, currency);
}

/** The same for what may be absent, and for what cannot be below 0: a credit left over from a change of plan is no payment. */
export function paidMinor(amount: number | null | undefined, currency: string): number | undefined {
  return amount === null || amount === undefined ? undefined : Math.max(0, minorOf(amount, currency));
}
