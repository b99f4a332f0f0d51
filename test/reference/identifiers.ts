import type { LandedLine } from './types.ts';

/** In order of strength, strongest first. */
export const ID_TYPES = ['user_id', 'crm_id', 'billing_id', 'support_id', 'email', 'phone', 'anonymous_id'] as const;
export type IdType = (typeof ID_TYPES)[number];
export type Identifier = { type: IdType; value: string };

const SCOPED: readonly IdType[] = ['crm_id', 'billing_id', 'support_id'];
const BLOCKED_WORDS = 'null nil none undefined nan anonymous anon guest unknown n/a na -1 test'
  .split(' ')
  .concat('', '[object object]');
const BLOCKED_PREFIXES = ['test@', 'noreply@', 'no-reply@'];

/** The key of an identifier in maps and in the hash of `customer_id`. */
export function keyOf(id: Identifier): string {
  return `${id.type}:${id.value}`;
}

/** Whether a value names nobody: an empty word, a placeholder, only zeros and dashes, or a machine's mailbox. */
export function isBlocked(value: string): boolean {
  const word = value.toLowerCase();
  return (
    BLOCKED_WORDS.includes(word) || /^[0-]+$/.test(word) || BLOCKED_PREFIXES.some((start) => word.startsWith(start))
  );
}

/** The value as it takes part in identity, or null where it is missing or blocked. */
export function normalise(type: IdType, raw: unknown, provider: string): string | null {
  if (typeof raw !== 'string') return null;
  const trimmed = raw.trim();
  if (SCOPED.includes(type)) return scoped(trimmed, provider);
  if (isBlocked(trimmed)) return null;
  const value = type === 'email' ? trimmed.toLowerCase() : type === 'phone' ? phoneNumber(trimmed) : trimmed;
  return isBlocked(value) ? null : value;
}

function scoped(trimmed: string, provider: string): string | null {
  const [, scope, bare] = /^([a-z0-9_]+):(.*)$/s.exec(trimmed) ?? [null, provider, trimmed];
  return isBlocked(bare ?? '') ? null : `${scope}:${bare}`;
}

function phoneNumber(trimmed: string): string {
  const digits = trimmed.replace(/[^0-9]/g, '');
  if (trimmed.startsWith('+')) return `+${digits}`;
  return trimmed.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** The usable identifiers of a line, strongest first. */
export function identifiersOf(line: LandedLine): Identifier[] {
  return ID_TYPES.flatMap((type) => {
    const value = normalise(type, line[type], line.provider);
    return value === null ? [] : [{ type, value }];
  });
}

/** Where events name the same person by another value of a type. */
const OTHER_VALUES: Record<string, [IdType, string][]> = {
  contact_merged: [
    ['crm_id', 'merged_crm_id'],
    ['support_id', 'merged_support_id'],
  ],
  identified: [['user_id', 'previous_id']],
};

/** What a merge or an alias names as the same person, each beside the value of that type that it is merged into. */
export function mergedPairs(line: LandedLine): [Identifier, Identifier][] {
  return (OTHER_VALUES[line.event_name] ?? []).flatMap(([type, property]) => {
    const kept = normalise(type, line[type], line.provider);
    const gone = normalise(type, line.properties?.[property], line.provider);
    if (kept === null || gone === null || kept === gone) return [];
    return [
      [
        { type, value: kept },
        { type, value: gone },
      ] satisfies [Identifier, Identifier],
    ];
  });
}

/** Whether the envelope carries a usable e-mail address or phone number. */
export function hasContactData(fact: { ids: readonly Identifier[] }): boolean {
  return fact.ids.some((id) => id.type === 'email' || id.type === 'phone');
}
