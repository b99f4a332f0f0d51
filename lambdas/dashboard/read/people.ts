import { ID_TYPES, identifierText, normaliseIdentifier, parseIdentifier } from '../../../schemas/identifier.ts';
import { countPeople, peopleFound, peopleListed, type Slice, type Sought } from '../../../sql/dashboard.ts';
import type { Row, Warehouse } from '../../lib/warehouse/warehouse.ts';
import type { Ladder } from './report.ts';
import { count, text, textOrNull, type Whole, wholeOrNull } from './values.ts';

export type ListedPerson = {
  customerId: string;
  name: string | null;
  /** The identifier by which a search found them. */
  foundBy: string | null;
  stage: string | null;
  stageEnteredAt: string | null;
  lastActiveAt: string | null;
  revenueMinor: Whole | null;
};

/** A slice of all customers, last active first; of those at one stage where it is named. */
export async function readPeople(
  warehouse: Warehouse,
  ladder: Ladder,
  stage: string | null,
  slice: Slice,
): Promise<{ people: ListedPerson[]; inAll: number }> {
  const [total] = await warehouse.query(countPeople(ladder, stage));
  const rows = await warehouse.query(peopleListed(ladder, stage, slice));
  return { people: rows.map(toPerson), inAll: count(total, 'people') };
}

/** Whom a search finds: those of that very identifier or customer_id first, then those whose identifiers contain the text. */
export async function findPeople(
  warehouse: Warehouse,
  ladder: Ladder,
  sought: string,
  limit: number,
): Promise<ListedPerson[]> {
  return (await warehouse.query(peopleFound(ladder, toSought(sought), limit))).map(toPerson);
}

/** What a typed text may mean: `type:value`, or a bare value of any type, each as it is kept. */
export function toSought(typed: string): Sought {
  const named = parseIdentifier(typed);
  const bare = ID_TYPES.flatMap((type) => {
    const value = normaliseIdentifier(type, typed);
    return value === null ? [] : [identifierText({ type, value })];
  });
  return { identifiers: named.ok ? [identifierText(named.identifier), ...bare] : bare, text: typed };
}

const MOST_LETTERS = 200;

/** A text from an address as a statement may hold it: no control characters, no more than 200 letters. */
export function cleanSearch(typed: string): string {
  const letters = Array.from(typed.replace(/\p{Cc}+/gu, ' ').trim());
  return letters.slice(0, MOST_LETTERS).join('');
}

function toPerson(row: Row): ListedPerson {
  return {
    customerId: text(row, 'customer_id'),
    name: textOrNull(row, 'email') ?? textOrNull(row, 'user_id'),
    foundBy: textOrNull(row, 'found_by'),
    stage: textOrNull(row, 'stage'),
    stageEnteredAt: textOrNull(row, 'stage_entered_at'),
    lastActiveAt: textOrNull(row, 'last_active_at'),
    revenueMinor: wholeOrNull(row, 'revenue_minor'),
  };
}
