import { constants, createReadStream } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault, messageOf } from '../../../lambdas/lib/errors.ts';

export interface InputFile {
  name: string;
  /** On the disk, in bytes; 0 for standard input. */
  size: number;
}

/** How standard input is named; opening that path would fail for some kinds of pipe. */
export const STANDARD_INPUT = '/dev/stdin';
const NDJSON_FILE = /\.(ndjson|jsonl|json)(\.gz)?$/;
const CHUNK_BYTES = 64 * 1024;

/**
 * The files that the paths name: a file is itself, a folder every NDJSON file below it in the order of the names. Throws a `Fault` (exit code 2) for what is not there, cannot be read or holds no such file.
 */
export async function findFiles(paths: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const name of paths) files.push(...(name === STANDARD_INPUT ? [{ name, size: 0 }] : await findAt(name)));
  return files;
}

async function findAt(name: string): Promise<InputFile[]> {
  try {
    await access(name, constants.R_OK);
    const found = await stat(name);
    if (!found.isDirectory()) return [{ name, size: found.size }];
  } catch (cause) {
    throw new Fault(`[import] ${name} cannot be read: ${messageOf(cause)}. Name a file or folder that is there`, {
      cause,
      exitCode: 2,
    });
  }
  return findBelow(name);
}

async function findBelow(folder: string): Promise<InputFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && NDJSON_FILE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  if (names.length > 0) return (await Promise.all(names.sort().map(findAt))).flat();
  throw new Fault(
    `[import] ${folder} holds nothing to import. Files end in .ndjson, .jsonl or .json, with or without .gz`,
    {
      exitCode: 2,
    },
  );
}

/**
 * The file's bytes, inflated when its name ends in .gz; `onRead` hears how many bytes came from the disk. A chunk is
 * valid until the next is asked for.
 */
export function openFile({ name }: InputFile, onRead: (bytes: number) => void): AsyncIterable<Uint8Array> {
  if (name === STANDARD_INPUT) return counted(process.stdin, onRead);
  return name.endsWith('.gz') ? inflated(name, onRead) : chunksOf(name, onRead);
}

/** One buffer for all chunks: a stream would make a new one for each, faster than they are collected. */
async function* chunksOf(name: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = await open(name);
  try {
    for (let { bytesRead } = await file.read(buffer); bytesRead > 0; { bytesRead } = await file.read(buffer)) {
      onRead(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* inflated(name: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const stored = Readable.from(counted(createReadStream(name), onRead));
  yield* pipeline(stored, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onRead(chunk.length);
    yield chunk;
  }
}
