import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { duckdbDialect } from '../../../infra/local/catalog.ts';
import { lakeFolder } from '../../../infra/local/home.ts';
import { notifyLocally, openWebhook } from '../../../infra/local/notify.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import type { Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { SeedRow } from '../../../sql/stage-seeds.ts';
import { createTable, selectRows, useSchema } from '../../../sql/statements.ts';
import { SECRET, type Sink, startSink } from '../../lambdas/lib/bus-sink.ts';
import { shippedCatalog } from '../../support/shipped.ts';

const RUN = { run_id: 'run_1', as_of: '2026-03-01T00:00:00.000Z', started_at: '2026-03-01T00:00:00.000Z' };
const change = (letter: string, sequence: number): SeedRow => ({
  change_id: letter.repeat(64),
  change_no: 1,
  kind: 'entered',
  sequence,
  run_id: 'run_1',
  detected_at: '2026-03-01T00:00:00.000Z',
  customer_id: 'c_1',
  model: 'five_stage',
  model_version: 1,
  to_stage: 'purchase',
  cycle: 1,
  entry_seq: 1,
  occurred_at: '2026-02-28T12:00:00.000Z',
  is_contactable: true,
  messages_last_7_days: 0,
});

const catalog = shippedCatalog();
let home: string;
let warehouse: Warehouse;
let sink: Sink;
let lines: string[];

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'notify-'));
  warehouse = await openDuckDb({ path: ':memory:', dialect: duckdbDialect() });
  for (const statement of useSchema('lifecycle')) await warehouse.run(statement);
  sink = await startSink();
  lines = [];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([warehouse.close(), sink.close(), rm(home, { recursive: true })]);
});

async function fill(name: string, rows: SeedRow[]): Promise<void> {
  const relation = catalog.relations.get(name);
  if (relation === undefined) throw new Error(`no relation ${name}`);
  await warehouse.run(createTable(name, selectRows(relation, rows, 'duckdb')));
}

const notify = (webhook?: string) =>
  notifyLocally({
    home,
    warehouse,
    catalog,
    clock: Date.now,
    write: (line) => lines.push(line),
    ...(webhook === undefined ? {} : { webhook }),
  });

const published = async () => {
  const keys: string[] = [];
  for await (const { key } of diskLake(lakeFolder(home)).list('publications/')) keys.push(key);
  return keys;
};

describe('telling on this machine', () => {
  beforeEach(() => fill('refreshes', [RUN]));

  test('prints a JSON notice a line, in order, and writes down what was told', async () => {
    await fill('stage_notices', [change('b', 2), change('a', 1)]);
    expect(await notify()).toEqual({ published: 2, failed: 0, held: 0, reasons: [], isRefreshTold: null });
    expect(lines.map((line) => JSON.parse(line).detail.metadata.event_id[0])).toEqual(['a', 'b']);
    expect(await published()).toHaveLength(2);
  });

  test('tells the webhook too, and then that the tables are ready, with their rows', async () => {
    vi.stubEnv('LIFECYCLE_WEBHOOK_SECRET', SECRET);
    await fill('stage_notices', [change('a', 1)]);
    expect(await notify(sink.url)).toMatchObject({ published: 1, isRefreshTold: true });
    const [told, ready] = sink.received;
    expect(told).toEqual({ id: 'a'.repeat(64), body: JSON.parse(lines[0] ?? '') });
    expect(ready?.body).toMatchObject({
      'detail-type': 'Lifecycle Refreshed',
      detail: { data: { run_id: 'run_1', as_of: RUN.as_of, tables: { stage_notices: 1, refreshes: 1 } } },
    });
  });

  test('writes nothing down that the webhook refused, and says why', async () => {
    vi.stubEnv('LIFECYCLE_WEBHOOK_SECRET', SECRET);
    await fill('stage_notices', [change('a', 1), change('b', 2)]);
    sink.refused.add('a'.repeat(64));
    const report = await notify(sink.url);
    expect(report).toMatchObject({ published: 0, failed: 1, held: 1, isRefreshTold: true });
    expect(report.reasons).toEqual([expect.stringMatching(/^webhook: http:\/\/127.* answered 422$/)]);
    expect(await published()).toEqual([]);
  });

  test('tells nothing where no notices have been built', async () => {
    expect(await notify()).toMatchObject({ published: 0 });
  });

  test('refuses a webhook without a secret, before anybody is told', async () => {
    vi.stubEnv('LIFECYCLE_WEBHOOK_SECRET', '');
    await fill('stage_notices', [change('a', 1)]);
    await expect(notify(sink.url)).rejects.toThrow('LIFECYCLE_WEBHOOK_SECRET is not set');
    expect(lines).toEqual([]);
  });
});

test('there is nothing to tell before the first refresh', async () => {
  await fill('refreshes', []);
  await expect(notify()).rejects.toThrow('no refresh has been published yet');
});

test.each([
  ['ftp://example.com/', 'is no http or https URL'],
  ['example.com', 'is no http or https URL'],
])('a webhook at %s is refused as a usage error', (url, problem) => {
  expect(() => openWebhook(url, Date.now, SECRET)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => openWebhook(url, Date.now, SECRET)).toThrow(problem);
});
