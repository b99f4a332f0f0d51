import { constants, createReadStream } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault, messageOf } from '../../../lambdas/lib/errors.ts';
import type { Source } from '../../../schemas/event.ts';

export interface InputFile {
  name: string;
  /** On the disk, in bytes; 0 for standard input. */
  size: number;
  /** A table of daily facts; else lines of JSON. */
  isCsv: boolean;
}

export interface FindOptions {
  /** What all files are, whatever their names say. */
  format?: 'canonical' | 'csv';
  /** Tables tell of marketing alone: a folder's are taken for it, and left alone for another. */
  source?: Source;
}

/** How standard input is named; opening that path would fail for some kinds of pipe. */
export const STANDARD_INPUT = '/dev/stdin';
const NDJSON_FILE = /\.(ndjson|jsonl|json)(\.gz)?$/;
const CSV_FILE = /\.csv(\.gz)?$/i;
const CHUNK_BYTES = 64 * 1024;

/**
 * The files that the paths name: a file is itself, a folder every file of events below it in the order of the names. Throws a `Fault` (exit
 * code 2) for what is not there, cannot be read or holds no such file, and for a table that is to be of another source than marketing.
 */
export async function findFiles(paths: readonly string[], options: FindOptions = {}): Promise<InputFile[]> {
  const found: Omit<InputFile, 'isCsv'>[] = [];
  for (const name of paths)
    found.push(...(name === STANDARD_INPUT ? [{ name, size: 0 }] : await findAt(name, options.source)));
  const files = found.map((file) => ({ ...file, isCsv: isCsv(file.name, options.format) }));
  const stray = files.find((file) => file.isCsv && options.source !== 'marketing');
  if (stray === undefined) return files;
  const message = `${stray.name} is a table, and tables tell of marketing. Give --source marketing, or --format canonical`;
  throw new Fault(`[import] ${message}`, { exitCode: 2 });
}

function isCsv(name: string, format: FindOptions['format']): boolean {
  return format === undefined ? CSV_FILE.test(name) : format === 'csv';
}

async function findAt(name: string, source: Source | undefined): Promise<Omit<InputFile, 'isCsv'>[]> {
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
  return findBelow(name, source);
}

async function findBelow(folder: string, source: Source | undefined): Promise<Omit<InputFile, 'isCsv'>[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && isTaken(entry.name, source))
    .map((entry) => path.join(entry.parentPath, entry.name));
  if (names.length > 0) return (await Promise.all(names.sort().map((name) => findAt(name, source)))).flat();
  throw new Fault(
    `[import] ${folder} holds nothing to import. Files end in .ndjson, .jsonl, .json or, for marketing, .csv, with or without .gz`,
    {
      exitCode: 2,
    },
  );
}

function isTaken(name: string, source: Source | undefined): boolean {
  return NDJSON_FILE.test(name) || (source === 'marketing' && CSV_FILE.test(name));
}

/**
 * The file's bytes, inflated when its name ends in .gz; `onRead` hears how many bytes came from the disk. A chunk is
 * valid until the next is asked for.
 */
export function openFile({ name }: InputFile, onRead: (bytes: number) => void): AsyncIterable<Uint8Array> {
  if (name === STANDARD_INPUT) return counted(process.stdin, onRead);
  return /\.gz$/i.test(name) ? inflated(name, onRead) : chunksOf(name, onRead);
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
