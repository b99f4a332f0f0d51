import type { Row, Value } from '../../lambdas/lib/warehouse/warehouse.ts';

export const FORMATS = ['table', 'csv', 'json', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** Writes rows to standard output. JSON keeps numbers and nulls; CSV is quoted by RFC 4180. */
export function print(rows: readonly Row[], format: Format): void {
  process.stdout.write(render(rows, format));
}

/** Rows as text, ending in a newline where there is any. */
export function render(rows: readonly Row[], format: Format): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(rows, plain)}\n`;
    case 'ndjson':
      return rows.map((row) => `${JSON.stringify(row, plain)}\n`).join('');
    case 'csv':
      return csv(rows);
    default:
      return table(rows);
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function text(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? JSON.stringify(value, plain) : String(value);
}

function csv(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return '';
  const cell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (cells: string[]) => `${cells.map(cell).join(',')}\r\n`;
  return line(names) + rows.map((row) => line(names.map((name) => text(row[name])))).join('');
}

function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return '(no rows)\n';
  const cells = rows.map((row) => names.map((name) => (row[name] === null ? '-' : text(row[name]))));
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const isNumber = names.map((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number'));
  const line = (row: string[]) =>
    `${row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()}\n`;
  return `${line(names) + line(widths.map((width) => '-'.repeat(width))) + cells.map(line).join('')}(${rows.length} rows)\n`;
}
