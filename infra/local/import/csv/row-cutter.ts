import { Fault } from '../../../../lambdas/lib/errors.ts';

/** A row by its own bytes, without the line end. */
export interface Row {
  bytes: Uint8Array;
  /** Of its first line, from 1. */
  line: number;
  /** It opens a quote that is never closed: these are the bytes of its first line, and the lines below are rows again. */
  isOpen: boolean;
}

/** Whichever the file uses: a quote opens a cell behind any of them. */
const SEPARATORS: ReadonlySet<number | undefined> = new Set([0x2c, 0x3b, 0x09]);
const [NEWLINE, RETURN, QUOTE, SPACE] = [0x0a, 0x0d, 0x22, 0x20];
/** What looks like a longer row has a quote that nothing closes, or is of no table. */
export const ROW_LIMIT_BYTES = 256 * 1024;

/**
 * Cuts a stream of chunks into the rows of a CSV file (RFC 4180): a line, or several where a quoted cell holds line ends. Empty lines are
 * none. Memory: a chunk and a row. Throws a `Fault` (exit code 2) for a line that is longer than any row.
 */
export class RowCutter {
  #rest: Uint8Array = new Uint8Array();
  #line = 1;

  push(chunk: Uint8Array): Row[] {
    return this.#cut(Buffer.concat([this.#rest, chunk]), false);
  }

  /** What is left after the last line end. */
  end(): Row[] {
    return this.#cut(Buffer.concat([this.#rest, Uint8Array.of(NEWLINE)]), true);
  }

  #cut(bytes: Uint8Array, isLast: boolean): Row[] {
    const rows: Row[] = [];
    let start = 0;
    while (start < bytes.length) {
      const row = this.#rowAt(bytes, start, isLast);
      if (row === null) break;
      if (row.end > start) rows.push({ bytes: bytes.slice(start, row.end), line: this.#line, isOpen: row.isOpen });
      const next = afterLineEnd(bytes, row.end);
      this.#line += linesIn(bytes.subarray(start, next));
      start = next;
    }
    this.#rest = bytes.slice(start);
    return rows;
  }

  /** Where the row that starts here ends; null while more bytes must tell. */
  #rowAt(bytes: Uint8Array, start: number, isLast: boolean): { end: number; isOpen: boolean } | null {
    const end = endOfRow(bytes, start);
    // a return that ends a chunk may be half a line end
    if (end !== null && (isLast || end + 1 < bytes.length)) return { end, isOpen: false };
    if (!isLast && bytes.length - start <= ROW_LIMIT_BYTES) return null;
    const line = endOfLine(bytes, start);
    if (line === null || line - start > ROW_LIMIT_BYTES) throw tooLong(this.#line);
    return { end: line, isOpen: true };
  }
}

/** The line end that ends the row which starts here, quoted ones passed over; null when there is none. */
function endOfRow(bytes: Uint8Array, start: number): number | null {
  let at: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  for (let i = start; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (at === 'quoted') {
      if (byte === QUOTE) at = 'closed';
    } else if (byte === NEWLINE || byte === RETURN) return i;
    else if (SEPARATORS.has(byte)) at = 'start';
    // a quote within a plain cell is a character like others
    else if (byte === QUOTE && at !== 'plain') at = 'quoted';
    else if (byte !== SPACE) at = 'plain';
  }
  return null;
}

function endOfLine(bytes: Uint8Array, start: number): number | null {
  for (let i = start; i < bytes.length; i += 1) if (bytes[i] === NEWLINE || bytes[i] === RETURN) return i;
  return null;
}

function afterLineEnd(bytes: Uint8Array, end: number): number {
  return bytes[end] === RETURN && bytes[end + 1] === NEWLINE ? end + 2 : end + 1;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let i = 0; i < bytes.length; i += 1)
    if (bytes[i] === NEWLINE || (bytes[i] === RETURN && bytes[i + 1] !== NEWLINE)) lines += 1;
  return lines;
}

function tooLong(line: number): Fault {
  return new Fault(`line ${line} is longer than ${ROW_LIMIT_BYTES} bytes, which no table has`, { exitCode: 2 });
}
