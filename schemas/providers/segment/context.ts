import { isFields } from '../../extra.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Ours by theirs; what is not named here keeps its name and place. */
const RENAMED: Readonly<Record<string, string>> = { userAgent: 'user_agent' };
/** What is told elsewhere in the event, or in a form that names nobody. */
const TOLD: ReadonlySet<string> = new Set(['ip', 'groupId', 'consent']);

/** The context of a message over that of its batch: what the message says itself wins. */
export function mergeContext(ofBatch: unknown, ofMessage: unknown): Fields {
  return { ...(isFields(ofBatch) ? ofBatch : {}), ...(isFields(ofMessage) ? ofMessage : {}) };
}

/** Segment's context as ours: an address without its last part, the country where it stands alone, the rest in place. */
export function toContext(sent: Fields): Record<string, unknown> {
  const kept = Object.entries(sent)
    .filter(([key]) => !TOLD.has(key))
    .map(([key, value]) => [RENAMED[key] ?? key, value]);
  const ip = typeof sent.ip === 'string' ? truncateIp(sent.ip) : null;
  const country = isFields(sent.location) ? sent.location.country : null;
  return {
    ...(typeof country === 'string' ? { country } : {}),
    ...Object.fromEntries(kept),
    ...(ip === null ? {} : { ip_truncated: ip }),
  };
}

/** Purposes granted or refused, as Segment's consent stamps tell them; null where there are none. */
export function toConsent(sent: Fields): Fields | null {
  const preferences = isFields(sent.consent) ? sent.consent.categoryPreferences : null;
  return isFields(preferences) ? preferences : null;
}

/** IPv4 without its last 8 bits, IPv6 without its last 80: what regulators accept as naming nobody. Null for neither. */
export function truncateIp(ip: string): string | null {
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(ip.trim());
  if (v4 !== null) return `${v4[1]}.0`;
  if (!/^[0-9a-f:]+$/i.test(ip.trim()) || !ip.includes(':')) return null;
  const [head = '', tail] = ip.trim().split('::');
  const groups = head.split(':').filter((part) => part !== '');
  // `2001:db8::1` leaves out as many zeros as are missing to eight groups
  const zeros = tail === undefined ? [] : ['0', '0', '0'];
  return `${[...groups, ...zeros].slice(0, 3).join(':')}::`;
}
