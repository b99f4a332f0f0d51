import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lakeFolder } from '../../../infra/local/home.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { type LocalRefresh, refreshLocally } from '../../../infra/local/refresh.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { objectKey } from '../../../lambdas/lib/lake/place.ts';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { configSchema } from '../../../schemas/config.ts';
import { COMMAND_LINE } from '../../support/command-line.ts';
import { shippedCatalog } from '../../support/shipped.ts';

export const AS_OF = '2026-06-01T00:00:00.000Z';

/** A LIFECYCLE_HOME of its own for one test. */
export type LocalHome = {
  path: string;
  lake: Lake;
  /** Lands events as the door does; each needs event_id, event_name, occurred_at. */
  land(...events: Record<string, unknown>[]): Promise<void>;
  refresh(options?: Partial<LocalRefresh>): Promise<unknown>;
  rows(sql: string): Promise<Row[]>;
  /** Runs the command line on this home. */
  lifecycle(...words: string[]): { status: number | null; stdout: string; stderr: string };
  remove(): void;
};

export function makeHome(): LocalHome {
  const path = mkdtempSync(join(tmpdir(), 'lifecycle-home-'));
  const lake = diskLake(lakeFolder(path));
  return {
    path,
    lake,
    land: (...events) => land(lake, events),
    refresh: (options) =>
      refreshLocally({
        home: path,
        config: configSchema.parse({}),
        catalog: shippedCatalog(),
        asOf: AS_OF,
        ...options,
      }),
    rows: (sql) => readTables(path, (warehouse) => warehouse.query(sql)),
    lifecycle: (...words) =>
      spawnSync(process.execPath, [...COMMAND_LINE, ...words], {
        env: { ...process.env, LIFECYCLE_HOME: path },
        encoding: 'utf8',
      }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function land(lake: Lake, events: readonly Record<string, unknown>[]): Promise<void> {
  const lines = events.map((event) => `${JSON.stringify(landed(event))}\n`).join('');
  const bytes = gzip(Buffer.from(lines));
  await lake.putIfAbsent(objectKey({ kind: 'raw', source: 'sales', receivedDate: '2026-01-01' }, bytes), bytes);
}

function landed(event: Record<string, unknown>): object {
  const { event_id, occurred_at } = event;
  return {
    source: 'sales',
    provider: 'crm',
    schema_version: 1,
    received_at: occurred_at,
    body_sha256: event_id,
    ...event,
  };
}
