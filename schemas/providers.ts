import { PROVIDERS } from './generated/providers.ts';
import type { Provider } from './providers/provider.ts';

export type { Provider, ProviderEvent } from './providers/provider.ts';
export { parsePayload } from './providers/provider.ts';
export { PROVIDERS };

/** The vendor of a name; undefined for a name that no file of `schemas/providers` bears. */
export function providerOf(name: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.name === name);
}
