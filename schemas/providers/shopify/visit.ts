import { maybeText, told } from '../fields.ts';

export const visit = { landing_site: maybeText, referring_site: maybeText, customer_locale: maybeText };

interface Visit {
  landing_site?: string | null | undefined;
  referring_site?: string | null | undefined;
  customer_locale?: string | null | undefined;
}

const UTM = {
  source: 'utm_source',
  medium: 'utm_medium',
  name: 'utm_campaign',
  term: 'utm_term',
  content: 'utm_content',
};

/** The visit that led to a checkout: where it came from, where it came in, and the campaign that the address names. */
export function visitOf({ landing_site, referring_site: referrer, customer_locale: locale }: Visit) {
  const page = told({ path: landing_site, referrer });
  const query = new URLSearchParams(landing_site?.split('?')[1] ?? '');
  const campaign = told(Object.fromEntries(Object.entries(UTM).map(([key, name]) => [key, query.get(name)])));
  return { locale, page: unlessEmpty(page), campaign: unlessEmpty(campaign) };
}

function unlessEmpty<T extends object>(fields: T): T | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}
