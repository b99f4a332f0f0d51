import { toDate, toIso } from './time.ts';

/** A row as `query --format json` prints it: `*_at` as ISO instants, `*_start` as dates. */
export type Printed<T> = {
  [K in keyof T]: K extends `${string}_at` | `${string}_start` ? string | Extract<T[K], null> : T[K];
};

/** Rows with their instants as text (`occurred_at: 2026-01-01T00:00:00.000Z`, `period_start: 2026-01-01`). */
export function printed<T extends object>(rows: readonly T[]): Printed<T>[] {
  return rows.map((row) => {
    const cells = Object.entries(row).map(([column, value]) => [column, print(column, value)]);
    return Object.fromEntries(cells) as Printed<T>;
  });
}

function print(column: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (column.endsWith('_at')) return toIso(value);
  return column.endsWith('_start') ? toDate(value) : value;
}
