import { isFields } from '../../extra.ts';
import { displace } from './displace.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a part of a nested trait is called here. */
const ADDRESS = { city: 'city', country: 'country', postalCode: 'postal_code', postal_code: 'postal_code' };
const COMPANY = { name: 'company', industry: 'industry', employee_count: 'employees', plan: 'plan' };

/** Reserved traits laid flat: an address and a company by their parts; parts that have no place here stay together. */
export function flattenTraits(traits: Fields): Record<string, unknown> {
  return { ...parts(traits, 'address', ADDRESS), ...parts(traits, 'company', COMPANY), ...withoutNested(traits) };
}

/** A company's traits tell of the company: its name is no person's, and its address and phone reach nobody. */
export function flattenAccount({ name, ...traits }: Fields): Record<string, unknown> {
  return displace(flattenTraits(traits), name === undefined ? {} : { account_name: name });
}

/** E-mail and phone of a person, where given as texts. */
export function contactOf(traits: unknown): { email?: string; phone?: string } {
  if (!isFields(traits)) return {};
  const { email, phone } = traits;
  return {
    ...(typeof email === 'string' ? { email } : {}),
    ...(typeof phone === 'string' ? { phone } : {}),
  };
}

/** A part goes under its name, where no trait bears that name already. */
function parts(traits: Fields, key: string, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const nested = traits[key];
  if (!isFields(nested)) return {};
  const flat: Record<string, unknown> = {};
  const rest: [string, unknown][] = [];
  for (const [part, value] of Object.entries(nested)) {
    const name = Object.hasOwn(names, part) ? names[part] : undefined;
    const isFree = name !== undefined && (name === key || !Object.hasOwn(traits, name)) && !Object.hasOwn(flat, name);
    if (isFree) flat[name] = value;
    else rest.push([part, value]);
  }
  return { ...flat, ...(rest.length === 0 ? {} : { [`${key}_details`]: Object.fromEntries(rest) }) };
}

function withoutNested(traits: Fields): Record<string, unknown> {
  const isNested = (key: string) => (key === 'address' || key === 'company') && isFields(traits[key]);
  return Object.fromEntries(Object.entries(traits).filter(([key]) => !isNested(key)));
}
