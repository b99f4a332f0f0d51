import type { Value } from '../../lambdas/lib/warehouse/warehouse.ts';

export type Style = { bold(text: string): string; dim(text: string): string; green(text: string): string };

const PLAIN: Style = { bold: (text) => text, dim: (text) => text, green: (text) => text };

/** Colour where the output is a terminal and NO_COLOR is not set; plain text everywhere else. */
export function styleOf(isTerminal: boolean, noColor = process.env.NO_COLOR): Style {
  if (!isTerminal || (noColor ?? '') !== '') return PLAIN;
  const paint = (code: number) => (text: string) => (text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`);
  return { bold: paint(1), dim: paint(2), green: paint(32) };
}

/** What a terminal would obey or turn round: senders choose their ids, so no page may print one as it is. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A value as one cell of a page: `-` for null, arrays by comma, and nothing that steers the terminal. */
export function cell(value: Value | undefined): string {
  if (value === null || value === undefined) return '-';
  return (Array.isArray(value) ? value.join(', ') : String(value)).replace(UNSAFE, '\ufffd');
}

/** Rows as lines, two spaces in, columns as wide as their widest cell. */
export function columnLines(rows: readonly (readonly string[])[]): string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, i) =>
    rows.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0),
  );
  return rows.map((row) => `  ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
