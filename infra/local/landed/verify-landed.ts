import path from 'node:path';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { type ExamineOptions, examineObject } from './examine.ts';
import { type Entry, walkFolder } from './walk.ts';

/** An object that is what its name says. */
export interface LandedObject {
  source: string;
  /** From the lake's folder, with `/` between its parts. */
  path: string;
  /** Lines. */
  rows: number;
  /** On the disk, compressed. */
  bytes: number;
}

/** A file or folder that no table is built from. */
export interface SetAside {
  source: string;
  path: string;
  /** What is wrong and what to do about it: a sentence about "it". */
  reason: string;
}

export interface Verified {
  landed: LandedObject[];
  setAside: SetAside[];
}

/** As many as zlib has threads. */
const AT_ONCE = 4;
const SHA256_CHARACTERS = 64;

/**
 * The objects of one folder of the lake (`raw/web`) that are not `known` yet, each verified, in the order of their paths; whatever else lies
 * there is set aside with its reason. Known ones are listed, not read. Throws `Fault` naming a known one that is gone: what landed is for ever.
 */
export async function verifyLanded(
  lakeFolder: string,
  source: string,
  folder: string,
  known: ReadonlySet<string>,
  options: ExamineOptions = {},
): Promise<Verified> {
  const entries = (await walkFolder(lakeFolder, folder)).sort((a, b) => (a.path < b.path ? -1 : 1));
  expectKnown(entries, lakeFolder, folder, known);
  const verified: Verified = { landed: [], setAside: [] };
  const found = entries.filter((entry) => entry.reason !== null || !known.has(entry.path));
  const results = await inOrder(found, AT_ONCE, (entry) => examineEntry(lakeFolder, entry, options));
  for (const result of results) {
    if (result.reason === null)
      verified.landed.push({ source, path: result.path, rows: result.rows, bytes: result.bytes });
    else verified.setAside.push({ source, path: result.path, reason: result.reason });
  }
  return verified;
}

type Result = { path: string; reason: string } | { path: string; reason: null; rows: number; bytes: number };

async function examineEntry(
  lakeFolder: string,
  { path: name, reason }: Entry,
  options: ExamineOptions,
): Promise<Result> {
  if (reason !== null) return { path: name, reason };
  const sha256 = path.posix.basename(name).slice(0, SHA256_CHARACTERS);
  const examined = await examineObject(path.join(lakeFolder, name), sha256, options);
  return examined.ok
    ? { path: name, reason: null, rows: examined.rows, bytes: examined.bytes }
    : { path: name, reason: examined.reason };
}

function expectKnown(entries: readonly Entry[], lakeFolder: string, folder: string, known: ReadonlySet<string>): void {
  const there = new Set(entries.flatMap((entry) => (entry.reason === null ? [entry.path] : [])));
  const gone = [...known].filter((name) => name.startsWith(`${folder}/`) && !there.has(name)).sort();
  const [first] = gone;
  if (first === undefined) return;
  const more = gone.length === 1 ? '' : ` and ${gone.length - 1} more`;
  throw new Fault(
    `[refresh] ${path.join(lakeFolder, first)}${more} has landed and is gone, or is no file any more. Bring it back: what has landed is never changed`,
  );
}

/** The answers for all items, in their order, with so many under way at a time. */
async function inOrder<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
