const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)$/;
const CANONICAL_LENGTH = 'YYYY-MM-DDTHH:MM:SS.sssZ'.length;

/** Whether a text is an ISO-8601 instant of a real calendar day, with its zone (`Z` or an offset), in the years 1 to 9999. */
export function isInstant(text: string): boolean {
  const date = INSTANT.exec(text)?.[1];
  return date !== undefined && isDay(date) && /^(?!0000)\d{4}-/.test(toUtc(text));
}

/** Whether a text is a real calendar day, `YYYY-MM-DD`, of the years 1 to 9999. */
export function isDay(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}

/** An instant (`isInstant`) in UTC with milliseconds, what is finer cut off: `2026-03-01T09:30:00.123Z`. */
export function toUtc(instant: string): string {
  if (instant.length === CANONICAL_LENGTH && instant.endsWith('Z')) return instant;
  return new Date(Date.parse(spelledOut(instant))).toISOString();
}

/** `2026-03-01T10+01` has a zone that Date.parse knows as `+01:00` only, and finer fractions that it need not cut alike. */
function spelledOut(instant: string): string {
  return instant
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/([+-]\d\d)(?::?(\d\d))?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
}
