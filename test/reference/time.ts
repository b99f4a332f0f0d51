export const SECOND = 1000;
export const DAY = 86_400_000;

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';
export const GRAINS: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Epoch milliseconds of an ISO instant; throws when it is none. */
export function toMs(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new Error(`[reference] not an instant: ${iso}`);
  return ms;
}

/** `YYYY-MM-DDTHH:MM:SS.sssZ` of epoch milliseconds. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

/** `YYYY-MM-DD`, the UTC date of an instant. */
export function toDate(ms: number): string {
  return toIso(ms).slice(0, 10);
}

/** The UTC day of an instant, counted from 1970-01-01. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY);
}

/** The first instant of the UTC period that holds `ms`; weeks start on Monday. */
export function periodStart(grain: Grain, ms: number): number {
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (grain === 'day') return dayOf(ms) * DAY;
  if (grain === 'week') return (dayOf(ms) - ((date.getUTCDay() + 6) % 7)) * DAY;
  if (grain === 'month') return Date.UTC(year, month, 1);
  if (grain === 'quarter') return Date.UTC(year, month - (month % 3), 1);
  return Date.UTC(year, 0, 1);
}

/** The start of the period after the one that starts at `start`. */
export function nextPeriod(grain: Grain, start: number): number {
  // The longest length of the grain always lands inside the next period.
  const step = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[grain];
  return periodStart(grain, start + step * DAY);
}

/** Every period's start from the one that holds `first` on, while it lies before `asOf`. */
export function periodsFrom(grain: Grain, first: number, asOf: number): number[] {
  const starts: number[] = [];
  for (let start = periodStart(grain, first); start < asOf; start = nextPeriod(grain, start)) starts.push(start);
  return starts;
}
