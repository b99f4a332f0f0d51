import { arraySpans, type Split } from './array-spans.ts';
import { trimSpace } from './trim-space.ts';

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
