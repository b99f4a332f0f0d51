import { createHash, timingSafeEqual } from 'node:crypto';
import type { Source } from '../../schemas/event.ts';
import type { WriteKey } from '../lib/env.ts';

/** Whether a key that a sender presented, if any, may write events of the source. */
export type KeyCheck = (source: Source, key: string | undefined) => boolean;

/**
 * The check against hashed keys; several of one source are all good, so that a key can be rotated. Every hash is compared, whatever its source:
 * the time tells neither how near a key came nor which sources have keys. `isEqual` takes as long whatever it compares.
 */
export function checkKeys(writeKeys: readonly WriteKey[], isEqual = timingSafeEqual): KeyCheck {
  const hashes = writeKeys.map(({ source, sha256 }) => ({ source, hash: Buffer.from(sha256, 'hex') }));
  return (source, key) => {
    const presented = createHash('sha256')
      .update(key ?? '')
      .digest();
    const equal = hashes.filter(({ hash }) => isEqual(hash, presented));
    return key !== undefined && key !== '' && equal.some((known) => known.source === source);
  };
}

/** The door without keys: for a developer's own machine only. */
export const openToAll: KeyCheck = () => true;

/** The key of `Authorization: Bearer <key>`; undefined for anything else, several of them included. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/** The user name of `Authorization: Basic <base64>`, where SDKs put the key; undefined for anything else. */
export function basicUserOf(authorization: string | undefined): string | undefined {
  const credentials = /^basic +(\S+) *$/i.exec(authorization ?? '')?.[1];
  return credentials === undefined ? undefined : Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0];
}
