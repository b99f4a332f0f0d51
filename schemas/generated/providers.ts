// Written by npm run gen from the files of schemas/providers.
import { provider as hubspot } from '../providers/hubspot.ts';
import { provider as intercom } from '../providers/intercom.ts';
import type { Provider } from '../providers/provider.ts';
import { provider as salesforce } from '../providers/salesforce.ts';
import { provider as shopify } from '../providers/shopify.ts';
import { provider as stripe } from '../providers/stripe.ts';
import { provider as zendesk } from '../providers/zendesk.ts';

/** Every vendor whose payloads become events. */
export const PROVIDERS: readonly Provider[] = [hubspot, intercom, salesforce, shopify, stripe, zendesk];
