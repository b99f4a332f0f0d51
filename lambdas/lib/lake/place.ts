import { createHash } from 'node:crypto';
import type { Source } from '../../../schemas/event.ts';

export const KINDS = ['raw', 'rejected'] as const;
export type Kind = (typeof KINDS)[number];

/** Where lines belong in the lake: one folder, one partition of one raw table. */
export interface Place {
  kind: Kind;
  source: Source;
  /** UTC date of `received_at`, `YYYY-MM-DD`. */
  receivedDate: string;
}

/** The folder of a place, `raw/web/received_date=2026-01-31`; also its identity in maps. */
export function placeFolder({ kind, source, receivedDate }: Place): string {
  return `${kind}/${source}/received_date=${receivedDate}`;
}

/** The key of a gzipped object: named by its own SHA-256, so that writing it again is writing nothing. */
export function objectKey(place: Place, gzipped: Uint8Array): string {
  return contentKey(placeFolder(place), gzipped);
}

/** The key of a gzipped object in any folder of the lake, named likewise. */
export function contentKey(folder: string, gzipped: Uint8Array): string {
  return `${folder}/${createHash('sha256').update(gzipped).digest('hex')}.ndjson.gz`;
}
