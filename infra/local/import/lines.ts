import type { Message } from '../../../lambdas/ingest/judge.ts';
import { withoutByteOrderMark } from '../../../lambdas/ingest/split.ts';
import { trimSpace } from '../../../lambdas/ingest/trim-space.ts';

const NEWLINE = 0x0a;
/** A longer line is rejected for its size whatever it holds; this much of it is kept for whoever looks into it. */
export const KEPT_LINE_BYTES = 1024 * 1024;

/**
 * Cuts a stream of chunks into lines. Memory: one line, and of a longer one its first MB. The lines of a chunk point into
 * it and are to be used before the next is pushed. Blank lines are none.
 */
export class LineCutter {
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #lineBytes = 0;
  #isFirstChunk = true;

  push(chunk: Uint8Array): Message[] {
    const bytes = this.#isFirstChunk ? withoutByteOrderMark(chunk) : chunk;
    this.#isFirstChunk = false;
    const lines: Message[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      const piece = bytes.subarray(start, end);
      lines.push(...(this.#lineBytes === 0 ? toLine(piece, piece.length) : this.#finish(piece)));
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
    return lines;
  }

  /** What is left after the last newline. */
  end(): Message[] {
    return this.#finish(new Uint8Array());
  }

  #finish(piece: Uint8Array): Message[] {
    this.#keep(piece);
    const line = toLine(Buffer.concat(this.#kept), this.#lineBytes);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#lineBytes = 0;
    return line;
  }

  /** Copies: the chunk that a piece points into may be used again by its stream. */
  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const kept = Uint8Array.from(piece.subarray(0, Math.max(0, KEPT_LINE_BYTES - this.#keptBytes)));
    this.#kept.push(kept);
    this.#keptBytes += kept.length;
    this.#lineBytes += piece.length;
  }
}

function toLine(bytes: Uint8Array, lineBytes: number): Message[] {
  if (bytes.length < lineBytes) return [{ bytes, size: lineBytes }];
  const trimmed = trimSpace(bytes);
  return trimmed.length === 0 ? [] : [{ bytes: trimmed, size: trimmed.length }];
}
