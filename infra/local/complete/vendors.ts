import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Secrets } from '../../../lambdas/lib/secrets/secrets.ts';
import { HUBSPOT_URL, hubspotApi } from '../../../lambdas/lib/vendors/hubspot-api.ts';
import { salesforceApi } from '../../../lambdas/lib/vendors/salesforce-api.ts';
import type { VendorApi } from '../../../lambdas/lib/vendors/vendor-api.ts';

type Options = { baseUrl: string; token: string; clock: () => number };

/** Vendors with a read API: how it is called, and where, if that is the same for all of their customers. */
const APIS: Readonly<Record<string, { open: (options: Options) => VendorApi; baseUrl?: string }>> = {
  hubspot: { open: hubspotApi, baseUrl: HUBSPOT_URL },
  salesforce: { open: salesforceApi },
};

export const VENDORS = Object.keys(APIS);

const TOKEN = 'Put it into lifecycle.secrets.json';

/**
 * The read APIs that can be asked: of one vendor, or of all that are set up. `url` is where that one vendor answers.
 * Throws `Fault` (exit code 2) for a vendor by name whose token or address is not known.
 */
export async function openVendors(
  secrets: Secrets,
  clock: () => number,
  { provider, url }: { provider?: string | undefined; url?: string | undefined },
): Promise<Map<string, VendorApi>> {
  if (url !== undefined && provider === undefined)
    throw new Fault('[complete] --url is the address of one vendor. Name it with --provider', { exitCode: 2 });
  const apis = new Map<string, VendorApi>();
  for (const name of provider === undefined ? VENDORS : [provider]) {
    const [token] = await secrets.of(`${name}_token`);
    const baseUrl = url ?? APIS[name]?.baseUrl;
    const api = token && baseUrl ? APIS[name]?.open({ baseUrl, token, clock }) : undefined;
    if (api !== undefined) apis.set(name, api);
    else if (provider !== undefined) throw notSetUp(name, baseUrl);
  }
  return apis;
}

function notSetUp(name: string, baseUrl: string | undefined): Fault {
  const missing =
    baseUrl === undefined
      ? `it is not known where ${name} answers. Give --url, such as https://acme.my.salesforce.com`
      : `${name}_token is not set up. ${TOKEN}`;
  return new Fault(`[complete] [${name}] ${missing}`, { exitCode: 2 });
}
