import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lakeFolder, warehousePath } from '../../../infra/local/home.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { type LocalRefresh, type LocalSummary, refreshLocally } from '../../../infra/local/refresh.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import { objectKey } from '../../../lambdas/lib/lake/place.ts';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { configSchema } from '../../../schemas/config.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import { oncePer } from '../../support/once-per.ts';
import { shippedCatalog } from '../../support/shipped.ts';

const config = configSchema.parse({});
const AS_OF = '2026-02-01T00:00:00.000Z';

let home = '';
let landings = 0;
const copies: string[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lifecycle-refresh-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

function event(id: string, name: string, at: string, rest: object = {}): object {
  return {
    event_id: id,
    source: 'web',
    provider: 'canonical',
    event_name: name,
    schema_version: 1,
    occurred_at: at,
    received_at: at,
    user_id: 'ana',
    body_sha256: id,
    ...rest,
  };
}

/** Lands events as the door does, one object a call. */
async function land(...events: object[]): Promise<void> {
  landings += 1;
  // the same events sent again are another object, not another body
  const lines = events.map((line) => `${JSON.stringify({ ...line, landing: landings })}\n`).join('');
  const bytes = gzip(Buffer.from(lines));
  const key = objectKey({ kind: 'raw', source: 'web', receivedDate: '2026-01-01' }, bytes);
  await diskLake(lakeFolder(home)).putIfAbsent(key, bytes);
}

function run(options: Partial<LocalRefresh> = {}): Promise<LocalSummary> {
  return refreshLocally({ home, config, catalog: shippedCatalog(), asOf: AS_OF, ...options });
}

function rows(sql: string): Promise<Row[]> {
  return readTables(home, (warehouse) => warehouse.query(sql));
}

/** The shipped catalog, with one stage model changed or added. */
function withModel(change: (catalog: Catalog) => Catalog['stageModels']): Catalog {
  const catalog = shippedCatalog();
  return { ...catalog, stageModels: change(catalog) };
}

const VISIT = event('visit', 'page_viewed', '2026-01-01T10:00:00.000Z');
const SIGNUP = event('signup', 'signed_up', '2026-01-02T10:00:00.000Z', { properties: {} });

const [NOBODY, VISITED, SIGNED_UP] = [[], [VISIT], [VISIT, SIGNUP]];

/** A copy of a home in which these events are landed and refreshed: the first refresh is the longest, and stories share their beginning. */
const refreshedOnce = oncePer(async (events: readonly object[]) => {
  if (events.length > 0) await land(...events);
  await run();
  const copy = mkdtempSync(join(tmpdir(), 'lifecycle-refreshed-'));
  copies.push(copy);
  cpSync(home, copy, { recursive: true });
  return copy;
});

async function startRefreshed(events: readonly object[]): Promise<void> {
  cpSync(await refreshedOnce(events), home, { recursive: true });
}

describe('a refresh', () => {
  it('counts what is new, what landed twice and what contradicts itself', async () => {
    await land(VISIT, SIGNUP);
    expect(await run()).toMatchObject({ events_new: 2, events_duplicate: 0, event_conflicts: 0, as_of: AS_OF });
    await land(
      VISIT,
      { ...SIGNUP, body_sha256: 'another', received_at: '2026-01-05T00:00:00.000Z' },
      event('later', 'signed_in', '2026-01-03T10:00:00.000Z'),
    );
    expect(await run()).toMatchObject({ events_new: 1, events_duplicate: 2, event_conflicts: 1 });
    expect(await run()).toMatchObject({ events_new: 0, events_duplicate: 0, event_conflicts: 1 });
    expect(await rows('select count(*) as runs, max(events_new) as most from refreshes')).toEqual([
      { runs: 2, most: 2 },
    ]);
  });

  it('works on an empty lake', async () => {
    await startRefreshed(NOBODY);
    expect(await rows('select events_new from refreshes')).toEqual([{ events_new: 0 }]);
    expect(await rows('select * from stage_history')).toEqual([]);
  });

  it('refuses an earlier as_of, and rebuilds as of it when everything is asked for', async () => {
    await startRefreshed(SIGNED_UP);
    const earlier = { asOf: '2026-01-01T12:00:00.000Z' };
    await expect(run(earlier)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('--full') });
    await run({ ...earlier, isFull: true });
    expect(await rows("select stage from stage_current where model = 'five_stage'")).toEqual([{ stage: 'awareness' }]);
    expect(
      await rows(
        "select kind from stage_changes where model = 'five_stage' and to_stage = 'consideration' order by change_no",
      ),
    ).toEqual([{ kind: 'entered' }, { kind: 'retracted' }]);
  });

  it('leaves a reader its tables and shows the new ones to who opens them again', async () => {
    await startRefreshed(VISITED);
    const reader = await openDuckDb({ path: warehousePath(home), readOnly: true });
    await land(SIGNUP);
    await run();
    const count = 'select count(*) as n from lifecycle.events';
    expect(await reader.query(count)).toEqual([{ n: 1 }]);
    await reader.close();
    expect(await rows(count)).toEqual([{ n: 2 }]);
    expect(readdirSync(home).sort()).toEqual(['lake', 'warehouse.duckdb']);
  });

  it('names the holder while another is running, and takes over from one that died', async () => {
    await land(VISIT);
    const lock = join(home, 'refresh.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname(), since: AS_OF }));
    await expect(run()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`process ${process.ppid}`),
    });
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: AS_OF }));
    await expect(run()).resolves.toMatchObject({ events_new: 1 });
    expect(existsSync(lock)).toBe(false);
  });

  it('does not take half a lock, or its own pid after a restart, for a living holder, and gives way to a take-over', async () => {
    await land(VISIT);
    const lock = join(home, 'refresh.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), since: AS_OF }));
    await expect(run()).resolves.toMatchObject({ events_new: 1 });
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: AS_OF }));
    writeFileSync(`${lock}.takeover`, '');
    await expect(run()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('refresh.lock.takeover'),
    });
  });

  it('lets one of two at once through', async () => {
    await land(VISIT);
    const both = await Promise.allSettled([run(), run()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { exitCode: 3 } });
  });

  it('rebuilds some models beside the others, as of the same instant, and tells nobody', async () => {
    await land(VISIT);
    await expect(run({ only: ['events'], asOf: AS_OF })).resolves.toMatchObject({ events_new: 1 });
    await run({ asOf: AS_OF });
    await land(SIGNUP);
    await expect(run({ only: ['signals'], asOf: '2026-05-01T00:00:00.000Z' })).rejects.toMatchObject({ exitCode: 2 });
    const { asOf: _, ...rest } = { asOf: AS_OF, home, config };
    expect(await refreshLocally({ ...rest, only: ['customers'] })).toMatchObject({
      as_of: AS_OF,
      notices_published: 0,
    });
    expect(await run()).toMatchObject({ notices_published: 1 });
  });

  it('refuses a configuration that names a stage model which is not there', async () => {
    const misspelt = configSchema.parse({ announce: ['five_stge'] });
    await expect(run({ config: misspelt })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('five_stge'),
    });
  });

  it('refuses a stage model that changed under its version, and runs a new version beside the old', async () => {
    await startRefreshed(SIGNED_UP);
    const changed = (version: number) => (model: Catalog['stageModels'][number]) =>
      model.name === 'growth' ? { ...model, version, quiet: [] } : model;
    const sameVersion = withModel(({ stageModels }) => stageModels.map(changed(1)));
    await expect(run({ catalog: sameVersion })).rejects.toThrow(/growth@1.*version 2/s);
    const both = withModel(({ stageModels }) => [
      ...stageModels,
      ...stageModels.filter((model) => model.name === 'growth').map(changed(2)),
    ]);
    await run({ catalog: both });
    const versions =
      "select model_version, count(*) as entries from stage_history where model = 'growth' group by 1 order by 1";
    expect(await rows(versions)).toEqual([
      { model_version: 1, entries: 2 },
      { model_version: 2, entries: 2 },
    ]);
    expect(await rows('select distinct is_baseline from stage_changes where model_version = 2')).toEqual([
      { is_baseline: true },
    ]);
  });

  it('publishes nothing, tables or notices, while a check graded fail finds rows', async () => {
    await startRefreshed(VISITED);
    const before = statSync(warehousePath(home)).mtimeMs;
    await land(SIGNUP);
    const catalog = shippedCatalog();
    const relation = catalog.relations.get('customers');
    if (relation === undefined) throw new Error('there are no customers');
    const checks = [
      { name: 'nobody_registers', severity: 'fail' as const, no_row_where: 'first_registered_at is not null' },
    ];
    const relations = new Map(catalog.relations).set('customers', { ...relation, checks });
    await expect(run({ catalog: { ...catalog, relations } })).rejects.toThrow('nobody_registers: 1 rows fail it');
    expect(statSync(warehousePath(home)).mtimeMs).toBe(before);
    expect(process.stderr.write).not.toHaveBeenCalled();
    expect(await run()).toMatchObject({ notices_published: 1 });
  });

  it('tells nobody of the past, then of news once, and adds nothing when events are sent again or all is rebuilt', async () => {
    await land(VISIT);
    expect(await run()).toMatchObject({ notices_published: 0 });
    await land(SIGNUP);
    expect(await run()).toMatchObject({ notices_published: 1 });
    await land(VISIT, SIGNUP);
    expect(await run()).toMatchObject({ notices_published: 0 });
    expect(await run({ isFull: true })).toMatchObject({ notices_published: 0 });
    const told =
      "select to_stage, is_baseline, published_at is not null as is_published from stage_changes where model = 'five_stage' order by sequence";
    expect(await rows(told)).toEqual([
      { to_stage: 'awareness', is_baseline: true, is_published: false },
      { to_stage: 'consideration', is_baseline: false, is_published: true },
    ]);
  });

  it('tells of the past when asked for', async () => {
    await land(VISIT, SIGNUP);
    expect(await run({ isPastTold: true })).toMatchObject({ notices_published: 2 });
  });

  it('keeps the twins beside the tables', async () => {
    await startRefreshed(NOBODY);
    const comment =
      "select comment from duckdb_columns() where table_name = 'stage_history' and column_name = 'entered_at'";
    expect(await rows(comment)).toEqual([{ comment: 'Since when' }]);
  });
});

describe('a query', () => {
  it('can neither write tables nor read files', async () => {
    await startRefreshed(NOBODY);
    await expect(rows('create table x as select 1')).rejects.toThrow(/read-only/);
    await expect(rows("select * from read_csv('/etc/hostname')")).rejects.toThrow(/disabled/);
    await expect(rows('set enable_external_access = true')).rejects.toThrow(/locked|cannot/i);
  });
});
