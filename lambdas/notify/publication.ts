import { gzip } from '../lib/lake/gzip.ts';
import { contentKey } from '../lib/lake/place.ts';

export type Publication = { change_id: string; published_at: string; run_id: string };

/** The lake's object that says which changes were told at one instant, read by the next refresh as `raw_publications`. The key names the content. */
export function publicationObject(
  changeIds: readonly string[],
  told: { publishedAt: string; runId: string },
): { key: string; bytes: Uint8Array } {
  const lines = changeIds.map((change_id): Publication => {
    return { change_id, published_at: told.publishedAt, run_id: told.runId };
  });
  const bytes = gzip(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
  return { key: contentKey(`publications/published_date=${told.publishedAt.slice(0, 10)}`, bytes), bytes };
}
