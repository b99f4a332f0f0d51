// Written by npm run gen from the files of schemas/providers.
import { provider as hubspot } from '../providers/hubspot.ts';
import { provider as intercom } from '../providers/intercom.ts';
import { provider as stripe } from '../providers/stripe.ts';
import { provider as zendesk } from '../providers/zendesk.ts';
import type { Provider } from '../providers/provider.ts';

/** Every vendor whose payloads become events. */
export const PROVIDERS: readonly Provider[] = [hubspot, intercom, stripe, zendesk];
