import { gunzipSync } from 'node:zlib';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { contentKey } from '../../../lambdas/lib/lake/place.ts';

/** Which lines of which rejected objects are replayed: by the object's key, lines from 1. */
export type Replayed = Map<string, Set<number>>;

type Memory = { rejected: string; lines: number[] };

/** Adds what an object of `replayed/` remembers. */
export async function recall(lake: Lake, key: string, replayed: Replayed): Promise<void> {
  const text = gunzipSync((await lake.get(key)) ?? gzip(new Uint8Array())).toString();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const { rejected, lines } = JSON.parse(line) as Memory;
    replayed.set(rejected, new Set([...(replayed.get(rejected) ?? []), ...lines]));
  }
}

/**
 * The object that remembers lines of rejected objects of one folder, `rejected/web/received_date=2026-01-31`, as replayed. It says neither
 * when nor by which run, and its key names its content: remembering again writes nothing.
 */
export function memoryObject(folder: string, replayed: Replayed): { key: string; bytes: Uint8Array } {
  const memories = [...replayed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rejected, lines]): Memory => {
      return { rejected, lines: [...lines].sort((a, b) => a - b) };
    });
  const bytes = gzip(Buffer.from(memories.map((memory) => `${JSON.stringify(memory)}\n`).join('')));
  return { key: contentKey(folder.replace(/^rejected\//, 'replayed/'), bytes), bytes };
}
