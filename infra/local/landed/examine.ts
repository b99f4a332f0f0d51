import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip, gunzipSync } from 'node:zlib';
import { messageOf } from '../../../lambdas/lib/errors.ts';
import { LineCounter, NotLines } from './line-counter.ts';
import { BRING_BACK, LET_READ, MOVE_AWAY } from './remedies.ts';

export type Examined = { ok: true; rows: number; bytes: number } | { ok: false; reason: string };

export interface ExamineOptions {
  /** Whether each line is parsed as JSON, which costs four times as much as everything else. */
  isEveryLineParsed?: boolean;
}

const CHUNK_BYTES = 256 * 1024;
const SMALL_BYTES = 64 * 1024;
/** Deflate makes 1,032 bytes of one at most, so what is small on the disk is bounded in memory. */
const INFLATE_AT_ONCE = { info: true, maxOutputLength: 1_100 * SMALL_BYTES };
/** A symbolic link that took the place of a file since it was listed is not followed. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
/**
 * Whether a file of the lake is what its name says: the SHA-256 of its bytes, one whole gzip, lines of JSON objects. Answers its lines and
 * its bytes on the disk, or why not and what to do, as a sentence. One pass, in bounded memory; never throws.
 */
export async function examineObject(file: string, sha256: string, options: ExamineOptions = {}): Promise<Examined> {
  try {
    const handle = await open(file, READ);
    try {
      return await examine(handle, sha256, options);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

async function examine(handle: FileHandle, sha256: string, options: ExamineOptions): Promise<Examined> {
  const { size } = await handle.stat();
  if (size === 0) return { ok: false, reason: `it has no bytes. ${BRING_BACK}` };
  const lines = new LineCounter({ isEveryLineParsed: options.isEveryLineParsed ?? false });
  const read = size > SMALL_BYTES ? await readInPieces(handle, lines) : await readAtOnce(handle, lines);
  return judge({ ...read, rows: lines.end(), bytes: size, sha256 });
}

/** What was read of a file: its hash, and how many of its bytes the gzip took. */
type Read = { found: string; inflated: number };

/** Most objects of a door are small, and a stream costs more than all its bytes. */
async function readAtOnce(handle: FileHandle, lines: LineCounter): Promise<Read> {
  const bytes = await handle.readFile();
  // with `info`, which the types of zlib do not know: the engine beside the buffer
  const { buffer, engine } = gunzipSync(bytes, INFLATE_AT_ONCE) as unknown as { buffer: Buffer; engine: Gunzip };
  lines.add(buffer);
  return { found: createHash('sha256').update(bytes).digest('hex'), inflated: engine.bytesWritten };
}

async function readInPieces(handle: FileHandle, lines: LineCounter): Promise<Read> {
  const hash = createHash('sha256');
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  await pipeline(
    handle.createReadStream({ autoClose: false, start: 0, highWaterMark: CHUNK_BYTES }),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    gunzip,
    async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) lines.add(chunk);
    },
  );
  return { found: hash.digest('hex'), inflated: gunzip.bytesWritten };
}

type Found = Read & { rows: number; bytes: number; sha256: string };

function judge({ rows, bytes, inflated, found, sha256 }: Found): Examined {
  // zlib takes no notice of zeros after the end
  if (inflated < bytes)
    return { ok: false, reason: `its gzip ends ${bytes - inflated} bytes before the file. ${BRING_BACK}` };
  if (found !== sha256)
    return { ok: false, reason: `its bytes have the SHA-256 ${found}, not its name's. ${BRING_BACK}` };
  if (rows === 0) return { ok: false, reason: `it holds no line. ${MOVE_AWAY}` };
  return { ok: true, rows, bytes };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotLines) return `${error.message}. ${MOVE_AWAY}`;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'Z_BUF_ERROR':
      return `its gzip is torn: it ends too early. ${BRING_BACK}`;
    case 'Z_DATA_ERROR':
      return `its bytes are no gzip, or damaged: ${messageOf(error)}. ${BRING_BACK}`;
    default:
      return `it cannot be read: ${messageOf(error)}. ${LET_READ}`;
  }
}
