import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { readHeader, type Sheet } from '../../../../schemas/csv/spend.ts';

/** A header as it stands in its file, and what it says. */
export interface Head {
  bytes: Uint8Array;
  separator: string;
  sheet: Sheet;
}

type Cells = { ok: true; cells: string[] } | { ok: false; problem: string };

/** What spreadsheets all over the world write between cells. */
const SEPARATORS = [',', ';', '\t'] as const;
export const QUOTES = 'its quotes do not match. Put a cell with a quote into quotes, and write that quote twice';

/** What the first row of a file says, or what is wrong with it: a sentence about "it". */
export function readHead(bytes: Uint8Array): { ok: true; head: Head } | { ok: false; problem: string } {
  const separator = separatorOf(bytes);
  const read = cellsOf(bytes, separator);
  const header = read.ok ? readHeader(read.cells) : read;
  return header.ok ? { ok: true, head: { bytes, separator, sheet: header.sheet } } : header;
}

/** The cells of a row without the spaces around them, or why there is no telling them apart. */
export function cellsOf(row: Uint8Array, separator: string): Cells {
  if (!isUtf8(row)) return { ok: false, problem: 'it is not UTF-8. Save the file as CSV UTF-8' };
  const lenient = { trim: true, relax_quotes: true, relax_column_count: true };
  try {
    const options = { ...lenient, delimiter: separator, record_delimiter: ['\r\n', '\n', '\r'] };
    const [cells = []] = parse(Buffer.from(row), options) as string[][];
    return { ok: true, cells };
  } catch {
    return { ok: false, problem: QUOTES };
  }
}

/** The sign that a header holds most of. */
function separatorOf(header: Uint8Array): string {
  const text = Buffer.from(header).toString('latin1');
  const counts = SEPARATORS.map((sign) => ({ sign, count: text.split(sign).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).sign;
}
