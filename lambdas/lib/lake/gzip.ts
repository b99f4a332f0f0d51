import { constants, crc32, deflateRawSync } from 'node:zlib';

/** No name, no time, no operating system: equal lines give equal bytes on every machine, and so an equal key. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
const EMPTY_LAST_BLOCK = Uint8Array.of(0x03, 0x00);
/** Level 3 costs half the CPU of 6 for a tenth more bytes. */
const OPTIONS = { level: 3, finishFlush: constants.Z_FULL_FLUSH };

/**
 * Builds one gzip member piece by piece. Each piece is compressed on its own at once, so that an object under way costs
 * only its compressed bytes, and many can be under way side by side.
 */
export class GzipBuilder {
  readonly #parts: Uint8Array[] = [HEADER];
  #crc = 0;
  #plainBytes = 0;
  #packedBytes = HEADER.length;

  get plainBytes(): number {
    return this.#plainBytes;
  }

  get packedBytes(): number {
    return this.#packedBytes;
  }

  add(bytes: Uint8Array): void {
    // A copy of its own length: what zlib returns holds on to a whole 16 KB chunk.
    const part = Uint8Array.from(deflateRawSync(bytes, OPTIONS));
    this.#parts.push(part);
    this.#crc = crc32(bytes, this.#crc);
    this.#plainBytes += bytes.length;
    this.#packedBytes += part.length;
  }

  /** The whole member. The builder is used up. */
  finish(): Uint8Array {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#crc, 0);
    trailer.writeUInt32LE(this.#plainBytes % 2 ** 32, 4);
    return Buffer.concat([...this.#parts, EMPTY_LAST_BLOCK, trailer]);
  }
}

/** Gzips bytes, always to the same result. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const builder = new GzipBuilder();
  builder.add(bytes);
  return builder.finish();
}
