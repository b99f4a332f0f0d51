const DATE = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;
const DATE_LENGTH = 'YYYY-MM-DD'.length;
const CANONICAL_LENGTH = 'YYYY-MM-DDTHH:MM:SS.sssZ'.length;

/** Whether a text is an ISO-8601 instant of a real calendar day, with its zone (`Z` or an offset), in the years 1 to 9999 of UTC. */
export function isInstant(text: string): boolean {
  if (!isDay(text.slice(0, DATE_LENGTH)) || !TIME.test(text.slice(DATE_LENGTH))) return false;
  return isCanonical(text) || /^(?!0000)\d{4}-/.test(toUtc(text));
}

/** Whether a text is a real calendar day, `YYYY-MM-DD`, of the years 1 to 9999. */
export function isDay(text: string): boolean {
  if (!DATE.test(text) || text.startsWith('0000')) return false;
  const day = Number(text.slice(8));
  return day <= 28 || day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function isCanonical(instant: string): boolean {
  return instant.length === CANONICAL_LENGTH && instant.endsWith('Z');
}

/** An instant (`isInstant`) in UTC with milliseconds, what is finer cut off: `2026-03-01T09:30:00.123Z`. */
export function toUtc(instant: string): string {
  if (isCanonical(instant)) return instant;
  return new Date(Date.parse(spelledOut(instant))).toISOString();
}

/** `2026-03-01T10+01` has a zone that Date.parse knows as `+01:00` only, and finer fractions that it need not cut alike. */
function spelledOut(instant: string): string {
  return instant
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/([+-]\d\d)(?::?(\d\d))?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
}
