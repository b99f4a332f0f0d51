import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../../lambdas/lib/errors.ts';
import { LET_READ, MOVE_AWAY } from './remedies.ts';

/** A file below the lake, by its path from there; `reason` where it can be no object, whatever it holds. */
export type Entry = { path: string; reason: string | null };

const PARTITION = /^[a-z_]+_date=\d{4}-\d{2}-\d{2}$/;
const OBJECT = /^[0-9a-f]{64}\.ndjson\.gz$/;

/** Everything below a folder of the lake that is no folder, in no order. What cannot be looked into is an entry with its reason. */
export async function walkFolder(lakeFolder: string, folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = await readFolder(path.join(lakeFolder, next));
    if (typeof found === 'string') entries.push({ path: next, reason: found });
    else for (const dirent of found) visit(`${next}/${dirent.name}`, dirent, folder, waiting, entries);
  }
  return entries;
}

function visit(name: string, dirent: Dirent, folder: string, waiting: string[], entries: Entry[]): void {
  if (dirent.isDirectory()) waiting.push(name);
  else entries.push({ path: name, reason: kindReason(dirent) ?? placeReason(name.slice(folder.length + 1)) });
}

async function readFolder(folder: string): Promise<Dirent[] | string> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // nothing has landed there yet
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return `it is no folder, and objects lie in folders. ${MOVE_AWAY}`;
    return `the folder cannot be read: ${messageOf(error)}. ${LET_READ}`;
  }
}

function kindReason(dirent: Dirent): string | null {
  if (dirent.isFile()) return null;
  if (dirent.isSymbolicLink())
    return 'it is a symbolic link, and an object is a file. Put the file itself there, or remove the link';
  return `it is no ordinary file. ${MOVE_AWAY}`;
}

/** `place` is `<partition>/<file>`. */
function placeReason(place: string): string | null {
  const [partition = '', name, ...deeper] = place.split('/');
  if (!OBJECT.test(path.posix.basename(place))) return `its name is not <SHA-256 of its bytes>.ndjson.gz. ${MOVE_AWAY}`;
  if (PARTITION.test(partition) && name !== undefined && deeper.length === 0) return null;
  return `it does not lie directly in a folder <name>_date=YYYY-MM-DD. ${MOVE_AWAY}`;
}
