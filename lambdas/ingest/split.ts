import { arraySpans } from './array-spans.ts';

export type Split =
  | { ok: true; messages: Uint8Array[] }
  /** The body has no parts that could be told from each other. */
  | { ok: false; problem: string };

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 0x0a;
const OPENING_BRACKET = 0x5b;

/**
 * The messages of a body, each with its own bytes as sent: the elements of a JSON array when the first character is
 * `[`, else the lines (NDJSON; blank ones are none, the last needs no newline). Nothing is parsed or copied.
 */
export function splitBody(body: Uint8Array): Split {
  const text = withoutByteOrderMark(body);
  const trimmed = trimSpace(text);
  return trimmed[0] === OPENING_BRACKET ? arraySpans(trimmed) : { ok: true, messages: splitLines(text) };
}

/** The bytes after a leading U+FEFF, which RFC 8259 lets a reader ignore. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return BYTE_ORDER_MARK.equals(bytes.subarray(0, 3)) ? bytes.subarray(3) : bytes;
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = trimSpace(bytes.subarray(start, end));
    if (line.length > 0) lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** The bytes between the first and the last that are no white space of JSON's. */
export function trimSpace(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start])) start += 1;
  while (end > start && isSpace(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}
