import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Fault, messageOf } from '../errors.ts';
import { checkedKey, type Lake, type LakeObject } from './lake.ts';

/** Unfinished files live beside the lake's folders and are hidden, so that no reader takes one for an object. */
const UNFINISHED = '.unfinished';

/** A lake in a folder. An object is linked into place when it is complete and on the disk, and never replaced. */
export function diskLake(root: string): Lake {
  const durable = new Set<string>();
  return {
    putIfAbsent: (key, bytes) => put(root, checkedKey(key), bytes, durable),
    get: (key) => readFile(path.join(root, checkedKey(key))).catch(nullWhenAbsent),
    list: (prefix) => walk(root, prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix),
  };
}

/** `durable`: the folders whose names are known to be on the disk. */
async function put(root: string, key: string, bytes: Uint8Array, durable: Set<string>): Promise<'written' | 'exists'> {
  const target = path.join(root, key);
  const unfinished = path.join(root, UNFINISHED, randomUUID());
  try {
    await mkdir(path.dirname(unfinished), { recursive: true });
    await makeFolder(root, path.dirname(target), durable);
    await writeDurably(unfinished, bytes);
    const outcome = await linkUnlessThere(unfinished, target);
    // Also when it was there: whoever linked it may not have come to this line yet.
    await syncFolder(path.dirname(target));
    return outcome;
  } catch (error) {
    throw new Fault(`[lake] ${target} cannot be written: ${messageOf(error)}. ${remedyFor(error, root)}`, {
      cause: error,
    });
  } finally {
    await unlink(unfinished).catch(() => {});
  }
}

function remedyFor(error: unknown, root: string): string {
  if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))) return `Let this user write below ${root}`;
  return `There is no room left in ${root}: make some and do it again; what landed before stays, and events count once`;
}

async function linkUnlessThere(from: string, to: string): Promise<'written' | 'exists'> {
  try {
    await link(from, to);
    return 'written';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists';
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error))) throw error;
  }
  // A file system without hard links. Replacing is harmless: the key names the content.
  if ((await stat(to).catch(nullWhenAbsent)) !== null) return 'exists';
  await rename(from, to);
  return 'written';
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A folder's name lives in its parent, so each of them is synced before the folder is used for the first time: whoever made it, another
 * writer or one that died, may not have come to that.
 */
async function makeFolder(root: string, folder: string, durable: Set<string>): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined && durable.has(folder)) return;
  const top = path.dirname(first !== undefined && first.length < root.length ? first : root);
  for (let parent = path.dirname(folder); parent.length >= top.length; parent = path.dirname(parent)) {
    await syncFolder(parent);
    if (parent === path.dirname(parent)) break;
  }
  durable.add(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Folders sort as if a slash ended their name, which is the order of the keys below them. */
async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<LakeObject> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(nullWhenAbsent);
  const names = (entries ?? [])
    .filter((entry) => entry.name !== UNFINISHED)
    .map((entry) => (entry.isDirectory() ? `${folder}${entry.name}/` : `${folder}${entry.name}`));
  for (const name of names.sort()) {
    if (!name.startsWith(prefix) && !prefix.startsWith(name)) continue;
    if (name.endsWith('/')) yield* walk(root, name, prefix);
    else yield { key: name, size: (await stat(path.join(root, name))).size };
  }
}

function nullWhenAbsent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
