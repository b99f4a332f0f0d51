import { isDay } from '../instant.ts';
import { parseDecimal, toMinor } from '../providers/money.ts';
import { type Reason, type ReasonCode, reason, short } from '../reason.ts';
import { readHeader, type Sheet } from './header.ts';

export { readHeader, type Sheet };

type Fields = Record<string, unknown>;

export interface Fact {
  ok: true;
  /** The canonical event, to be judged like any other. */
  event: Fields;
  /** The digests of what it tells of and of what it tells: of facts with one subject and other figures the latest told counts. */
  subject: string;
  figures: string;
}

/** Enough of a digest to tell any two rows apart. */
const DIGEST_CHARACTERS = 32;

/**
 * The event that a row tells of, or the reason why it tells of none. Its id is `csv:<event>:<subject>:<figures>`: the same file again is the
 * same events, and a corrected row (another cost for the same day, channel and campaign) is a new one, of which stg_daily_facts takes the
 * latest told. Going back to figures that were told before needs something new in the row, such as a column `revision`. Pure; `digest`: hex.
 */
export function toFact(
  { kind, columns }: Sheet,
  cells: readonly string[],
  digest: (text: string) => string,
): Fact | { ok: false; reason: Reason } {
  if (cells.length !== columns.length) return wrong('$', widthProblem(cells.length, columns.length));
  const { known, extra } = readCells(kind.columns, columns, cells);
  const { day } = known;
  if (day === undefined) return wrong('$.day', `day is missing. ${DAY}`, 'missing_field');
  if (!isDay(String(day))) return wrong('$.day', `day is not accepted: ${short(day)}. ${DAY}`);
  const properties = 'cost' in known ? withMinorUnits(known) : known;
  if (properties === null) return wrong('$.cost', `cost is not accepted: ${short(known.cost)}. ${COST}`);
  if (Object.keys(extra).length > 0) properties.extra = extra;
  const subject = digest(
    JSON.stringify([kind.eventName, ...kind.identity.map((name) => properties[name] ?? DEFAULTS[name] ?? '')]),
  );
  const figures = digest(JSON.stringify(Object.entries(properties).sort(byName)));
  const id = [kind.eventName, subject.slice(0, DIGEST_CHARACTERS), figures.slice(0, DIGEST_CHARACTERS)].join(':');
  const event = { event_id: `csv:${id}`, event_name: kind.eventName, source: 'marketing', provider: 'csv' };
  return { ok: true, event: { ...event, occurred_at: `${day}T00:00:00.000Z`, properties }, subject, figures };
}

/** What an absent column means, where that is something. */
const DEFAULTS: Readonly<Record<string, string>> = { purpose: 'acquisition' };
const DAY = 'Write a real day as 2026-01-31';
const COST = 'Write an amount without currency sign or thousands, with a point: 1234.50';

/** Empty cells are absent. What no column of the kind is called stays as it was written. */
function readCells(
  readers: Sheet['kind']['columns'],
  columns: readonly string[],
  cells: readonly string[],
): { known: Fields; extra: Fields } {
  const known: Fields = {};
  const extra: [string, string][] = [];
  columns.forEach((column, index) => {
    const text = cells[index]?.trim() ?? '';
    if (text === '') return;
    const read = Object.hasOwn(readers, column) ? readers[column] : undefined;
    if (read === undefined) extra.push([column, text]);
    else known[column] = read(text);
  });
  return { known, extra: Object.fromEntries(extra.sort(byName)) };
}

/** The cost in minor units of its currency, without binary fractions; null for one that is no decimal, or beyond all money. */
function withMinorUnits({ cost, ...properties }: Fields): Fields | null {
  const decimal = parseDecimal(cost);
  const cost_minor = decimal === null ? null : toMinor(decimal, String(properties.currency));
  return Number.isSafeInteger(cost_minor) ? { ...properties, cost_minor } : null;
}

function widthProblem(cells: number, columns: number): string {
  return `the row has ${cells} cells, the header ${columns}. Put what holds a separator into quotes`;
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function wrong(path: string, message: string, code: ReasonCode = 'invalid_value'): { ok: false; reason: Reason } {
  return { ok: false, reason: reason(code, path, message) };
}
