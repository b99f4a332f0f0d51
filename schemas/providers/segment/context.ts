import { isFields } from '../../extra.ts';
import { isCrawler } from './crawlers.ts';
import { truncateIp } from './ip.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is told elsewhere in the event, or in a form that names nobody. */
const TOLD: ReadonlySet<string> = new Set(['ip', 'groupId', 'consent']);

/** What a message says of itself over what its batch says of all: its own keys win. */
export function mergeFields(ofBatch: unknown, ofMessage: unknown): Fields {
  return { ...(isFields(ofBatch) ? ofBatch : {}), ...(isFields(ofMessage) ? ofMessage : {}) };
}

/**
 * Segment's context as ours: an address without its last part, the country where it stands alone, a crawler that says so
 * marked, the rest in place. `requestIp` stands in where the context has no address.
 */
export function toContext(sent: Fields, requestIp?: unknown): Record<string, unknown> {
  const kept = Object.entries(sent)
    .filter(([key]) => !TOLD.has(key))
    .map(([key, value]) => [key === 'userAgent' && !Object.hasOwn(sent, 'user_agent') ? 'user_agent' : key, value]);
  const ip = truncateIp(sent.ip) ?? truncateIp(requestIp);
  const country = isFields(sent.location) ? sent.location.country : null;
  const consent = restOfConsent(sent.consent);
  return {
    ...(typeof country === 'string' ? { country } : {}),
    ...(isCrawler(sent.userAgent ?? sent.user_agent) ? { is_bot: true } : {}),
    ...Object.fromEntries(kept),
    ...(consent === null ? {} : { consent }),
    ...(ip === null ? {} : { ip_truncated: ip }),
  };
}

/** Purposes granted or refused, as the consent stamps of Segment and of RudderStack tell them; null where there are none. */
export function toConsent({ consent, consentManagement }: Fields): Fields | null {
  const preferences = isFields(consent) ? consent.categoryPreferences : null;
  if (isFields(preferences)) return preferences;
  const { allowedConsentIds, deniedConsentIds } = isFields(consentManagement) ? consentManagement : {};
  const purposes = [...purposesOf(allowedConsentIds, true), ...purposesOf(deniedConsentIds, false)];
  return purposes.length === 0 ? null : Object.fromEntries(purposes);
}

function purposesOf(ids: unknown, granted: boolean): [string, boolean][] {
  const named = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  return named.map((id) => [id, granted]);
}

/** What a stamp says beside the purposes. */
function restOfConsent(consent: unknown): unknown {
  if (!isFields(consent) || !isFields(consent.categoryPreferences)) return consent ?? null;
  const { categoryPreferences, ...rest } = consent;
  return Object.keys(rest).length === 0 ? null : rest;
}
