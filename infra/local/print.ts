import type { Row, Value } from '../../lambdas/lib/warehouse/warehouse.ts';
import { jsonLine } from './json.ts';
import { cell } from './terminal.ts';

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
      return jsonLine(rows);
    case 'ndjson':
      return rows.map(jsonLine).join('');
    case 'csv':
      return csv(rows);
    default:
      return table(rows);
  }
}

function text(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? jsonLine(value).trimEnd() : String(value);
}

function csv(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return '';
  const quotedCell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (cells: string[]) => `${cells.map(quotedCell).join(',')}\r\n`;
  return line(names) + rows.map((row) => line(names.map((name) => text(row[name])))).join('');
}

function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return '(no rows)\n';
  const cells = rows.map((row) => names.map((name) => cell(row[name])));
  const widths = names.map((name, i) =>
    cells.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), name.length),
  );
  const isNumber = names.map((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number'));
  const padded = (text: string, i: number) =>
    isNumber[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  const line = (row: string[]) => `${row.map(padded).join('  ').trimEnd()}\n`;
  const ruler = line(widths.map((width) => '-'.repeat(width)));
  return `${line(names)}${ruler}${cells.map(line).join('')}(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`;
}
