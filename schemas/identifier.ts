/** The kinds of identifier of a person, strongest first. */
export const ID_TYPES = ['user_id', 'crm_id', 'billing_id', 'support_id', 'email', 'phone', 'anonymous_id'] as const;
export type IdType = (typeof ID_TYPES)[number];
export type Identifier = { type: IdType; value: string };

/** Ids that a vendor gave: stored as `<provider>:<id>`, so that two vendors' 123 never meet. */
const SCOPED: readonly IdType[] = ['crm_id', 'billing_id', 'support_id'];
const SCOPE = /^[a-z0-9_]+:/;
/** The white space that the models trim; JavaScript's own trim knows more of it. */
const OUTER_SPACE = /^[ \t\n\r\f]+|[ \t\n\r\f]+$/g;
/** What senders write where they have nobody. The same list as in sql/staging/stg_event_identifiers.sql. */
const NOBODY = /^(null|nil|none|undefined|nan|anonymous|anon|guest|unknown|n\/a|na|-1|test|\[object object\]|[0-]*)$/;
const MACHINE = /^(test@|noreply@|no-reply@)/;

/**
 * The value as it takes part in identity: trimmed, e-mails in lower case, phones as digits, vendors' ids scoped by `provider`
 * unless they are already. Null where it is a placeholder that names nobody.
 */
export function normaliseIdentifier(type: IdType, raw: string, provider = 'canonical'): string | null {
  const trimmed = raw.replace(OUTER_SPACE, '');
  const bare = SCOPED.includes(type) ? trimmed.replace(SCOPE, '') : trimmed;
  const value = usableForm(type, trimmed, bare, provider);
  const isBlocked = NOBODY.test(lower(bare)) || NOBODY.test(lower(value)) || value === '+' || MACHINE.test(lower(bare));
  return isBlocked ? null : value;
}

function usableForm(type: IdType, trimmed: string, bare: string, provider: string): string {
  if (type === 'email') return lower(trimmed);
  if (type === 'phone') return phoneNumber(trimmed);
  return SCOPED.includes(type) && bare === trimmed ? `${provider}:${bare}` : trimmed;
}

function phoneNumber(text: string): string {
  const digits = text.replace(/[^0-9]/g, '');
  if (text.startsWith('+')) return `+${digits}`;
  return text.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** Lower case as databases do it: letter by letter and one letter for one, whatever stands beside it. */
function lower(text: string): string {
  return Array.from(text, (letter) => String.fromCodePoint(letter.toLowerCase().codePointAt(0) ?? 0)).join('');
}

/** `type:value`, by which the tables name an identifier. */
export function identifierText({ type, value }: Identifier): string {
  return `${type}:${value}`;
}

/** The type and the text behind it where a text starts with `<type>:`; null where it names no type. */
export function splitIdentifier(text: string): { type: IdType; raw: string } | null {
  const colon = text.indexOf(':');
  const type = ID_TYPES.find((candidate) => candidate === text.slice(0, colon).trim());
  return colon < 0 || type === undefined ? null : { type, raw: text.slice(colon + 1) };
}

/** Reads `type:value` and normalises it. Answers the problem and its remedy in words where it names nobody. */
export function parseIdentifier(text: string): { ok: true; identifier: Identifier } | { ok: false; problem: string } {
  const split = splitIdentifier(text);
  if (split === null) {
    return { ok: false, problem: `${text} is no identifier. Write type:value, the type one of ${ID_TYPES.join(', ')}` };
  }
  const value = normaliseIdentifier(split.type, split.raw);
  if (value === null) {
    return { ok: false, problem: `${text} names nobody: such values are placeholders and never tie people together` };
  }
  return { ok: true, identifier: { type: split.type, value } };
}
