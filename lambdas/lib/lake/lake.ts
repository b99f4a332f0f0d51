import { Fault } from '../errors.ts';

export interface LakeObject {
  key: string;
  /** In bytes. */
  size: number;
}

/** Objects that are written once and never change. One adapter, one file; `test/contracts/lake.ts` is the suite each of them passes. */
export interface Lake {
  /** Writes the object unless one is there; durable when it resolves. `exists` is success: keys name their content. */
  putIfAbsent(key: string, bytes: Uint8Array): Promise<'written' | 'exists'>;
  /** The object's bytes, or null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** All objects whose key starts with the prefix, in the order of their keys. */
  list(prefix: string): AsyncIterable<LakeObject>;
}

/** Names that mean the same on a disk, in a URL and in a Hive partition: no `..`, nothing hidden, nothing to be escaped. */
const SAFE_KEY = /^[A-Za-z0-9_][A-Za-z0-9_.=-]*(\/[A-Za-z0-9_][A-Za-z0-9_.=-]*)*$/;

/** Returns the key. Throws a `Fault` for one that could leave the lake or be read as another. */
export function checkedKey(key: string): string {
  if (key.length <= 512 && SAFE_KEY.test(key)) return key;
  throw new Fault(`[lake] the key ${JSON.stringify(key)} is not safe. Use letters, digits, _ . = - and single slashes`);
}
