import canonicalize from 'canonicalize';
import type { Row, Value, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import type { Relation } from '../../sql/catalog.ts';

/** Columns that hold JSON as text: each engine spells `1e+21` and control characters its own way, so their values are compared. */
const documents = new Set(['properties', 'context', 'consent']);

export type Difference = { onlyOn: 'duckdb' | 'trino'; row: string };

/** The rows of a relation that only one of two engines has, in full, by value; the rows that both have as often count as equal. */
export async function differences(relation: Relation, duckdb: Warehouse, trino: Warehouse): Promise<Difference[]> {
  const select = `select ${relation.columns.map(({ name }) => name).join(', ')} from ${relation.name}`;
  const [ours, theirs] = await Promise.all([duckdb.query(select), trino.query(select)]);
  const counts = new Map<string, number>();
  for (const row of ours) add(counts, textOf(row), 1);
  for (const row of theirs) add(counts, textOf(row), -1);
  return [...counts].flatMap(([row, surplus]) =>
    Array.from({ length: Math.abs(surplus) }, () => ({ onlyOn: surplus > 0 ? 'duckdb' : 'trino', row }) as const),
  );
}

function add(counts: Map<string, number>, row: string, by: number): void {
  const count = (counts.get(row) ?? 0) + by;
  if (count === 0) counts.delete(row);
  else counts.set(row, count);
}

/** A row as text: equal texts are equal rows. */
function textOf(row: Row): string {
  const cells = Object.entries(row).map(
    ([name, value]) => `${name}=${documents.has(name) ? documentText(value) : cellText(value)}`,
  );
  return cells.join(' ');
}

function cellText(value: Value): string {
  return JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
}

function documentText(value: Value): string {
  return typeof value === 'string' ? (canonicalize(JSON.parse(value)) ?? '') : cellText(value);
}
