import { type BigIntStats, statSync } from 'node:fs';
import type { Tables } from '../../lambdas/dashboard/tables.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { openTables } from './published-file.ts';

/** Pages are small selects: they leave the memory to the refresh that may run beside them. */
const MEMORY_LIMIT = '512MB';

type Opened = { file: string; warehouse: Promise<Warehouse>; readers: number; isOld: boolean };

/**
 * Keeps the published file open between pages, which makes them fast, and opens it anew when a refresh has put another in its place.
 * A page under way ends on the tables that it began with.
 */
export function publishedTables(path: string): Tables & { close(): Promise<void> } {
  let current: Opened | null = null;

  async function leave(opened: Opened): Promise<void> {
    if (!opened.isOld || opened.readers > 0) return;
    const warehouse = await opened.warehouse.catch(() => null);
    await warehouse?.close();
  }

  async function retire(): Promise<void> {
    const old = current;
    current = null;
    if (old === null) return;
    old.isOld = true;
    await leave(old);
  }

  async function enter(): Promise<Opened | null> {
    const file = identityOf(path);
    if (file === null) return null;
    if (current !== null && current.file !== file) await retire();
    current ??= { file, warehouse: openTables({ path, memoryLimit: MEMORY_LIMIT }), readers: 0, isOld: false };
    current.readers += 1;
    return current;
  }

  return {
    async read(work) {
      const opened = await enter();
      if (opened === null) return null;
      try {
        return await work(await opened.warehouse);
      } catch (error) {
        // A file that could not be opened must not be remembered.
        if (current === opened && (await opened.warehouse.catch(() => null)) === null) current = null;
        throw error;
      } finally {
        opened.readers -= 1;
        await leave(opened);
      }
    },
    close: retire,
  };
}

/** What tells one published file from the next: a refresh renames a new one over the old. */
function identityOf(path: string): string | null {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}
