import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** What DuckDB takes as one JSON value; an event has at most 32 KB. */
export const LINE_LIMIT_BYTES = 16 * 1024 * 1024;

/** Why bytes are no lines of JSON objects, as a sentence. */
export class NotLines extends Error {
  override readonly name = 'NotLines';
}

/**
 * Counts the lines of a text that comes in chunks. It looks at how each begins and ends, not into it; with `isEveryLineParsed` it does
 * that as well, at four times the price. Throws `NotLines` at the first that is no JSON object in UTF-8. Memory: one line.
 */
export class LineCounter {
  readonly #isEveryLineParsed: boolean;
  #rest: Uint8Array = new Uint8Array();
  #lines = 0;

  constructor({ isEveryLineParsed }: { isEveryLineParsed: boolean }) {
    this.#isEveryLineParsed = isEveryLineParsed;
  }

  add(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
    this.#count(whole);
    // a copy: the chunk's memory may be used again
    this.#rest = Uint8Array.from(bytes.subarray(whole.length));
    this.#expectBeginning(this.#rest);
  }

  /** How many lines there were; a last one needs no newline. */
  end(): number {
    if (this.#rest.length > 0) this.#count(Buffer.concat([this.#rest, Uint8Array.of(NEWLINE)]));
    this.#rest = new Uint8Array();
    return this.#lines;
  }

  #count(whole: Uint8Array): void {
    if (!isUtf8(whole)) throw new NotLines(`one of the lines after line ${this.#lines} is not UTF-8`);
    let start = 0;
    while (start < whole.length) {
      const end = whole.indexOf(NEWLINE, start);
      if (whole[start] !== OPENING_BRACE || whole[end - 1] !== CLOSING_BRACE) throw this.#noObject();
      if (this.#isEveryLineParsed) this.#parse(whole.subarray(start, end));
      this.#lines += 1;
      start = end + 1;
    }
  }

  #parse(line: Uint8Array): void {
    try {
      JSON.parse(Buffer.from(line.buffer, line.byteOffset, line.length).toString());
    } catch {
      throw this.#noObject();
    }
  }

  #expectBeginning(rest: Uint8Array): void {
    if (rest.length === 0) return;
    if (rest[0] !== OPENING_BRACE) throw this.#noObject();
    if (rest.length > LINE_LIMIT_BYTES) {
      throw new NotLines(`line ${this.#lines + 1} is longer than ${LINE_LIMIT_BYTES} bytes`);
    }
  }

  #noObject(): NotLines {
    return new NotLines(`line ${this.#lines + 1} is no JSON object`);
  }
}
