import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalDoor } from '../../infra/local/door.ts';
import { lakeFolder } from '../../infra/local/home.ts';
import { readTables } from '../../infra/local/published-file.ts';
import { refreshLocally } from '../../infra/local/refresh.ts';
import { startServer } from '../../infra/local/server.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { configSchema } from '../../schemas/config.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { shippedCatalog } from './shipped.ts';
import type { Fields } from './spec-messages.ts';
import { readRows, TOLD_SQL } from './told.ts';

/** A home whose door stands on a port, behind a proxy that can fail. */
export interface SdkDoor {
  proxy: FaultyProxy;
  /** Where SDKs send. */
  url: string;
  lakeFolder: string;
  /** The messages that reached the door, each as it came first. */
  wire(): Fields[];
  /** Lands what was taken and refreshes: the rows of `events`, to be held against `rowsOf(wire(), given)`. */
  rows(): Promise<Fields[]>;
  /** What a select over the refreshed tables answers. */
  query(sql: string): Promise<Fields[]>;
  close(): Promise<void>;
}

export const WRITE_KEY = 'the-key-of-the-site';

/** Opens a door for `WRITE_KEY` on a home of its own. */
export async function openSdkDoor(): Promise<SdkDoor> {
  const home = mkdtempSync(join(tmpdir(), 'lifecycle-sdk-'));
  const query = (sql: string) => readTables(home, (warehouse) => warehouse.query(sql));
  const sha256 = createHash('sha256').update(WRITE_KEY).digest('hex');
  const door = openLocalDoor({ lake: diskLake(lakeFolder(home)), writeKeys: [{ source: 'web', sha256 }], windowMs: 1 });
  const server = await startServer({ handler: door.handler, port: 0 });
  const proxy = await startFaultyProxy(server.url);
  return {
    ...{ proxy, url: proxy.url, lakeFolder: lakeFolder(home), query },
    wire: () => wireOf(proxy),
    async rows() {
      await door.drain();
      const only = ['events', 'event_conflicts'];
      await refreshLocally({ home, config: configSchema.parse({}), catalog: shippedCatalog(), only });
      return readRows(await query(TOLD_SQL));
    },
    async close() {
      await proxy.close();
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function wireOf({ seen }: FaultyProxy): Fields[] {
  const first = new Map<unknown, Fields>();
  for (const { body, fault } of seen) {
    if (typeof fault === 'object') continue;
    const json = JSON.parse(body) as Fields;
    for (const message of (json.batch ?? [json]) as Fields[])
      if (!first.has(message.messageId)) first.set(message.messageId, message);
  }
  return [...first.values()];
}
