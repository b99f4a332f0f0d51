import { gunzipSync } from 'node:zlib';
import type { MemoryLake } from './memory-lake.ts';

/** Every line of the objects below a prefix, parsed. */
export function linesIn(lake: MemoryLake, prefix: string): Record<string, unknown>[] {
  return [...lake.objects]
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([, object]) => gunzipSync(object).toString().trim().split('\n'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
