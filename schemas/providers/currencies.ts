// ISO 4217, list one: the currencies whose minor unit is not a hundredth.
const EXPONENTS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const BY_CURRENCY: ReadonlyMap<string, number> = new Map(
  Object.entries(EXPONENTS).flatMap(([exponent, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(exponent)]),
  ),
);

const USUAL = 2;

/** How many decimals an ISO-4217 currency has: 2 but for the few that ISO lists otherwise, unknown ones included. */
export function exponentOf(currency: string): number {
  return BY_CURRENCY.get(currency) ?? USUAL;
}
