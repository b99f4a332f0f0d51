import { lakeFolder } from '../../../infra/local/home.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import { objectKey } from '../../../lambdas/lib/lake/place.ts';
import { SOURCES } from '../../../schemas/event.ts';
import type { LandedLine } from '../../reference/types.ts';

/** Lands lines in the lake of a home as the door does: one object for each source. */
export async function landLines(home: string, lines: readonly LandedLine[]): Promise<void> {
  const lake = diskLake(lakeFolder(home));
  for (const source of SOURCES) {
    const own = lines.filter((line) => line.source === source);
    if (own.length === 0) continue;
    const bytes = gzip(Buffer.from(own.map((line) => `${JSON.stringify(line)}\n`).join('')));
    await lake.putIfAbsent(objectKey({ kind: 'raw', source, receivedDate: '2026-01-01' }, bytes), bytes);
  }
}
