import { gunzipSync } from 'node:zlib';
import type { Publication } from '../../../lambdas/notify/publication.ts';
import type { MemoryLake } from '../../doubles/memory-lake.ts';

/** What the lake says has been told, object by object in the order of writing. */
export function publications(lake: MemoryLake): Publication[][] {
  return [...lake.objects.values()].map((bytes) =>
    gunzipSync(bytes)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Publication),
  );
}

export const publishedIds = (lake: MemoryLake) =>
  publications(lake)
    .flat()
    .map(({ change_id }) => change_id);
