import { checkedKey, type Lake } from '../../lambdas/lib/lake/lake.ts';

export interface MemoryLake extends Lake {
  objects: Map<string, Uint8Array>;
  /** Awaited before each put: throw to break the store, wait to hold it back. */
  beforePut: (key: string) => void | Promise<void>;
}

/** A lake whose writes a test can hold back or break. */
export function memoryLake(): MemoryLake {
  const objects = new Map<string, Uint8Array>();
  const lake: MemoryLake = {
    objects,
    beforePut: () => {},
    async putIfAbsent(key, bytes) {
      await lake.beforePut(checkedKey(key));
      if (objects.has(key)) return 'exists';
      objects.set(key, bytes);
      return 'written';
    },
    get: async (key) => objects.get(checkedKey(key)) ?? null,
    async *list(prefix) {
      for (const key of [...objects.keys()].sort()) {
        if (key.startsWith(prefix)) yield { key, size: objects.get(key)?.length ?? 0 };
      }
    },
  };
  return lake;
}
