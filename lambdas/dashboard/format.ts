import { type Html, html } from './html.ts';
import type { Whole } from './read/values.ts';

/** How a project prints what it counts: times in its zone, money in its reporting currency. */
export type Format = {
  count(value: Whole): string;
  /** 0..1 as a percentage; a dash where it cannot be told. */
  ratio(value: number | null): string;
  /** Minor units as money; a dash for null. */
  money(minor: Whole | null): string;
  /** A large amount in short: $1.2M. */
  moneyInShort(minor: Whole | null): string;
  /** An instant to the minute, as a `time` element. */
  instant(iso: string | null): Html;
  /** The day of an instant, as a `time` element. */
  day(iso: string | null): Html;
};

export const NOTHING = '–';

/** The formats of a project. Throws RangeError for a zone or currency that this machine does not know. */
export function formatOf({ timeZone, currency }: { timeZone: string; currency: string }): Format {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const money = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const short = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  const instants = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const days = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium' });
  return {
    count: (value) => WHOLE.format(value),
    ratio: (value) => (value === null ? NOTHING : PERCENT.format(value)),
    money: (minor) => (minor === null ? NOTHING : money.format(decimal(minor, digits))),
    moneyInShort: (minor) => (minor === null ? NOTHING : short.format(decimal(minor, digits))),
    instant: (iso) => timeElement(iso, instants),
    day: (iso) => timeElement(iso, days),
  };
}

const WHOLE = new Intl.NumberFormat('en');
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const DATE = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short', year: 'numeric' });

/** A period by its first day, which is a date and no instant: `Jun 2026`, `1 Jun 2026`. */
export function periodName(grain: string, start: string): string {
  return (grain === 'month' ? MONTH : DATE).format(Date.parse(`${start}T00:00:00Z`));
}

/** `post_purchase_support` as `Post purchase support`. What the CRM writes in capitals stays so. */
export function humanName(name: string): string {
  const words = name.split('_').map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ACRONYMS: ReadonlySet<string> = new Set(['mql', 'sql', 'crm']);

/** `1 person`, `2,000 people`. */
export function counted(value: number, one: string, many: string): string {
  return `${WHOLE.format(value)} ${value === 1 ? one : many}`;
}

const UNITS: readonly [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long before `to` an instant was, in its largest unit: `3 hours`, `12 days`; `less than a minute`. */
export function timeBetween(from: string, to: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  const unit = UNITS.find(([, length]) => ms >= length);
  if (unit === undefined) return 'less than a minute';
  return counted(Math.floor(ms / unit[1]), unit[0], `${unit[0]}s`);
}

function timeElement(iso: string | null, format: Intl.DateTimeFormat): Html {
  if (iso === null) return html`${NOTHING}`;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? html`${iso}` : html`<time datetime="${iso}">${format.format(ms)}</time>`;
}

/** Minor units as a decimal text, which `Intl` reads exactly, however large. */
function decimal(minor: Whole, digits: number): Intl.StringNumericLiteral {
  const negative = minor < 0;
  const text = String(negative ? -minor : minor).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${negative ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}` as Intl.StringNumericLiteral;
}
