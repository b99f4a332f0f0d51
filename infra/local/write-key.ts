import { createHash, randomBytes } from 'node:crypto';
import type { WriteKey } from '../../lambdas/lib/env.ts';
import type { Source } from '../../schemas/event.ts';

/** Nobody guesses so many, so a fast hash is as good as a slow one. */
const RANDOM_BYTES = 32;

/** A new write key, which says what it is wherever it is found, and the entry by which the door knows it. */
export function makeWriteKey(source: Source, name?: string): { key: string; entry: WriteKey } {
  const key = `lk_${source}_${randomBytes(RANDOM_BYTES).toString('base64url')}`;
  return { key, entry: { source, ...(name === undefined ? {} : { name }), sha256: hashOf(key) } };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
