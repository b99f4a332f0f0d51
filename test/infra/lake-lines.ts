import { gunzipSync } from 'node:zlib';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';

/** Every line below a prefix of a lake on the disk, parsed. */
export async function linesInLake(folder: string, prefix: string): Promise<Record<string, unknown>[]> {
  const lake = diskLake(folder);
  const lines: Record<string, unknown>[] = [];
  for await (const { key } of lake.list(prefix)) {
    const text = gunzipSync((await lake.get(key)) ?? new Uint8Array()).toString();
    for (const line of text.split('\n')) if (line !== '') lines.push(JSON.parse(line) as Record<string, unknown>);
  }
  return lines;
}
