import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Row, Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { findCustomers, nearestIdentifiers } from '../../../sql/operations.ts';
import { toAsked } from './asked.ts';

export type Found = { customerId: string; foundBy: string };

const NEAREST = 3;
const MOST_LISTED = 10;

/**
 * The one customer whom a word means: `type:value`, a bare value, a customer_id, or an id that the customer once had.
 * Throws `Fault` (exit code 2) when nobody is known by it, naming those near to it, or when it means several.
 */
export async function findCustomer(warehouse: Warehouse, word: string): Promise<Found> {
  for (const asked of toAsked(word)) {
    const rows = await warehouse.query(findCustomers(asked));
    const [first] = rows;
    if (first === undefined) continue;
    if (new Set(rows.map((row) => row.customer_id)).size > 1) throw severalMeant(word, rows);
    return { customerId: String(first.customer_id), foundBy: String(first.found_by) };
  }
  throw nobodyKnown(word, await warehouse.query(nearestIdentifiers(word, NEAREST)));
}

function severalMeant(word: string, rows: readonly Row[]): Fault {
  const lines = rows.slice(0, MOST_LISTED).map((row) => `  ${row.found_by} is ${row.customer_id}`);
  const more = rows.length > MOST_LISTED ? [`  and ${rows.length - MOST_LISTED} more`] : [];
  return new Fault(`[explain] ${word} may mean several customers; name one:\n${[...lines, ...more].join('\n')}`, {
    exitCode: 2,
  });
}

function nobodyKnown(word: string, near: readonly Row[]): Fault {
  const remedy =
    near.length === 0
      ? 'Nothing near to it is known either; what has landed is known from the next `lifecycle refresh` on'
      : `Did you mean ${near.map((row) => row.known).join(', ')}? What has landed is known from the next \`lifecycle refresh\` on`;
  return new Fault(`[explain] nobody is known as ${word}. ${remedy}`, { exitCode: 2 });
}
