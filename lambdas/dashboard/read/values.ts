import { Fault } from '../../lib/errors.ts';
import type { Row } from '../../lib/warehouse/warehouse.ts';

/** A count or an amount of minor units; bigint beyond 2^53. */
export type Whole = number | bigint;

/** The text of a column; null stays null. */
export function textOrNull(row: Row, column: string): string | null {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
}

/** The text of a column. Throws `Fault` naming the column where there is none. */
export function text(row: Row, column: string): string {
  return textOrNull(row, column) ?? missing(column);
}

/** The number of a column, null for null: a ratio that cannot be told is no zero. */
export function numberOrNull(row: Row, column: string): number | null {
  const value = row[column];
  return value === null || value === undefined ? null : Number(value);
}

/** The count of a column, 0 for null: what was never counted is none. */
export function count(row: Row | undefined, column: string): number {
  return Number(row?.[column] ?? 0);
}

/** The minor units of a column, exactly; null stays null. */
export function wholeOrNull(row: Row, column: string): Whole | null {
  const value = row[column];
  return typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

/** The texts of a list; none for null. */
export function texts(row: Row, column: string): string[] {
  const value = row[column];
  return Array.isArray(value) ? value.map(String) : [];
}

function missing(column: string): never {
  throw new Fault(`[dashboard] column ${column} has no value. Were the tables made by another version? Refresh them`);
}
