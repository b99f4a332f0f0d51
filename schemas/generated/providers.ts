// Written by npm run gen from the files of schemas/providers.

import type { Provider } from '../providers/provider.ts';
import { provider as stripe } from '../providers/stripe.ts';

/** Every vendor whose payloads become events. */
export const PROVIDERS: readonly Provider[] = [stripe];
