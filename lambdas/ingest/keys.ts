import { createHash, timingSafeEqual } from 'node:crypto';
import type { Source } from '../../schemas/event.ts';
import type { WriteKey } from '../lib/env.ts';

/** Whether an `Authorization` header carries a key of the source. Takes as long for a wrong key as for a right one. */
export type KeyCheck = (source: Source, authorization: string | undefined) => boolean;

/** The check against hashed keys; several of one source are all good, so that a key can be rotated. */
export function checkKeys(writeKeys: readonly WriteKey[]): KeyCheck {
  const hashes = writeKeys.map(({ source, sha256 }) => ({ source, hash: Buffer.from(sha256, 'hex') }));
  return (source, authorization) => {
    const key = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    const presented = createHash('sha256')
      .update(key ?? '')
      .digest();
    const matches = hashes.filter((known) => known.source === source && timingSafeEqual(known.hash, presented));
    return key !== undefined && matches.length > 0;
  };
}

/** The door without keys: for a developer's own machine only. */
export const openToAll: KeyCheck = () => true;
