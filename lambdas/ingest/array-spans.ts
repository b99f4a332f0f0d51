import { trimSpace } from './trim-space.ts';

export type Split =
  | { ok: true; messages: Uint8Array[] }
  /** The body has no parts that could be told from each other. */
  | { ok: false; problem: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * The elements of a JSON array by their own bytes. It knows strings and nesting and nothing else of JSON, so that one
 * broken element leaves its neighbours whole. `array` starts with `[` and is trimmed.
 */
export function arraySpans(array: Uint8Array): Split {
  const messages: Uint8Array[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < array.length; at += 1) {
    const byte = array[at];
    if (byte === QUOTE) at = endOfString(array, at);
    else if (opens(byte)) depth += 1;
    else if (byte === COMMA && depth === 1) {
      messages.push(trimSpace(array.subarray(start, at)));
      start = at + 1;
    } else if (closes(byte)) {
      depth -= 1;
      if (depth === 0) return finish(array, messages, start, at);
    }
  }
  return { ok: false, problem: `the array of ${array.length} bytes is not closed` };
}

function finish(array: Uint8Array, messages: Uint8Array[], start: number, at: number): Split {
  if (at !== array.length - 1) return { ok: false, problem: `there is something after the array, at byte ${at + 1}` };
  const last = trimSpace(array.subarray(start, at));
  return { ok: true, messages: messages.length === 0 && last.length === 0 ? [] : [...messages, last] };
}

/** The index of the closing quote, or the end of the bytes. */
function endOfString(bytes: Uint8Array, opening: number): number {
  let at = opening + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function opens(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function closes(byte: number | undefined): boolean {
  return byte === 0x7d || byte === 0x5d;
}
