import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { lakeFolder, warehousePath } from '../../../infra/local/home.ts';
import type { LocalSummary } from '../../../infra/local/refresh.ts';
import { configSchema } from '../../../schemas/config.ts';
import { inputsOf } from '../../../sql/catalog.ts';
import { shippedCatalog } from '../../support/shipped.ts';
import { AS_OF, type LocalHome, makeHome } from './local-home.ts';

const PEOPLE = 300;
const { relations } = shippedCatalog();

/** A visit, an order and an opinion of one person, `round` days apart. */
function eventsOf(person: number, round: number): Record<string, unknown>[] {
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1 + round * 9, hour, person % 60)).toISOString();
  const who = { user_id: `user-${person}`, email: `user-${person}@example.com` };
  const id = (what: string) => `${what}-${person}-${round}`;
  const order = { order_id: id('o'), amount_minor: 1000 + person, currency: 'USD' };
  return [
    { event_id: id('visit'), event_name: 'page_viewed', occurred_at: at(9), ...who, anonymous_id: `visitor-${person}` },
    { event_id: id('order'), event_name: 'order_completed', occurred_at: at(10), ...who, properties: order },
    {
      event_id: id('opinion'),
      event_name: 'survey_answered',
      occurred_at: at(11),
      ...who,
      properties: { kind: 'nps', score: 9 },
    },
  ];
}

function people(from: number, to: number, round: number): Record<string, unknown>[] {
  return Array.from({ length: to - from }, (_, i) => eventsOf(from + i, round)).flat();
}

const LAST_RUNS =
  'select * from model_runs where run_id = (select run_id from refreshes order by started_at desc limit 1)';

let home: LocalHome;
const refresh = (options: object = {}) => home.refresh(options) as Promise<LocalSummary>;
const published = () => statSync(warehousePath(home.path));

beforeAll(async () => {
  home = makeHome();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const round of [0, 1, 2]) await home.land(...people(0, PEOPLE, round));
  await refresh();
}, 300_000);
afterAll(() => home.remove());
afterEach(() => vi.clearAllMocks());

describe('a refresh of tables that are there', { timeout: 300_000 }, () => {
  it('runs no model and writes no file where nothing landed and nothing is due', async () => {
    const before = published();
    expect(await refresh()).toMatchObject({ mode: 'idle', models: 0, statements: 0, objects_new: 0 });
    expect(published()).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it('reads at most 3 % of the rows of customers where 1 % of them are touched, and writes what differs alone', async () => {
    await home.land(...people(0, PEOPLE / 100, 3));
    expect(await refresh()).toMatchObject({ mode: 'incremental', events_new: PEOPLE * 0.03, objects_new: 1 });
    const runs = new Map((await home.rows(LAST_RUNS)).map((run) => [String(run.model), run]));
    const ofCustomers = [...relations.values()].filter(({ kind }) => kind === 'by_customer');
    expect(ofCustomers.length).toBeGreaterThan(25);
    for (const relation of ofCustomers) {
      const run = runs.get(relation.name);
      let inputs = 0;
      for (const name of inputsOf(relation).filter((input) => relations.get(input)?.kind !== 'seed')) {
        inputs += Number((await home.rows(`select count(*) as n from ${name}`))[0]?.n);
      }
      expect(run, relation.name).toMatchObject({ how: 'affected' });
      expect(Number(run?.input_rows), `${relation.name} reads`).toBeLessThanOrEqual(inputs * 0.03);
      expect(Number(run?.rows_written), `${relation.name} writes`).toBeLessThanOrEqual(Number(run?.row_count) * 0.03);
    }
    expect(Number(runs.get('affected_customers')?.row_count)).toBe(PEOPLE / 100);
  });

  it('writes no customer again that came with nothing new', async () => {
    await home.land(...people(0, 2, 3).map((event) => ({ ...event, landing: 'again' })));
    expect(await refresh()).toMatchObject({ mode: 'incremental', events_new: 0, events_duplicate: 6 });
    const written = await home.rows(
      `select model, rows_written from (${LAST_RUNS}) where how = 'affected' and rows_written > 0`,
    );
    expect(written).toEqual([]);
  });

  it('rebuilds what a setting changes, and only what hangs on it', async () => {
    const config = configSchema.parse({ hubs: { userIds: 5, emails: 5 } });
    expect(await refresh({ config })).toMatchObject({ mode: 'incremental', why: 'settings was edited' });
    const runs = await home.rows(LAST_RUNS);
    const how = new Map(runs.map((run) => [run.model, run.how]));
    expect(how.get('identity_conflicts')).toBe('whole');
    expect(how.get('customers')).toBe('whole');
    expect(how.get('event_bodies')).toBeUndefined();
    expect(how.get('stg_event_facts')).toBeUndefined();
    expect(await refresh({ config })).toMatchObject({ mode: 'idle' });
    await refresh();
  });

  it('leaves what lands while it runs to the next one', async () => {
    let landing: Promise<void> | undefined;
    const late = people(PEOPLE + 40, PEOPLE + 41, 0);
    await home.land(...people(PEOPLE + 30, PEOPLE + 31, 0));
    const onModel = () => {
      landing ??= home.land(...late);
    };
    expect(await refresh({ onModel })).toMatchObject({ events_new: 3 });
    await landing;
    expect(await refresh()).toMatchObject({ events_new: 3, objects_new: 1 });
  });

  it('finds who fell quiet without an event', async () => {
    const later = '2027-01-01T00:00:00.000Z';
    expect(await refresh({ asOf: later })).toMatchObject({ mode: 'incremental', why: 'time has passed' });
    const [quiet] = await home.rows(
      "select count(*) as n from stage_current where model = 'six_stage' and stage_rank = 0",
    );
    expect(Number(quiet?.n)).toBe(PEOPLE + 2);
    await refresh({ asOf: AS_OF, isFull: true });
  });
});

describe('what is no object of the lake', { timeout: 300_000 }, () => {
  it('is set aside by name and reported, and the rest is built', async () => {
    const folder = join(lakeFolder(home.path), 'raw/web/received_date=2026-03-01');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    writeFileSync(join(folder, `${'0'.repeat(64)}.ndjson.gz`), '');
    await home.land(...people(PEOPLE, PEOPLE + 1, 0));
    expect(await refresh()).toMatchObject({ events_new: 3, objects_new: 1, objects_set_aside: 2 });
    expect(vi.mocked(process.stderr.write).mock.calls.flat().join('')).toContain('received_date=2026-03-01/notes.txt');
    const rows = await home.rows('select path, reason from set_aside_objects order by path');
    expect(rows.map(({ path }) => String(path).split('/').at(-1))).toEqual([
      `${'0'.repeat(64)}.ndjson.gz`,
      'notes.txt',
    ]);
    expect(await refresh()).toMatchObject({ mode: 'idle', objects_set_aside: 2 });
  });
});

describe('a backfill', { timeout: 300_000 }, () => {
  it('brings in history and tells nobody, twice the same', async () => {
    const days = { from: '2026-01-01', to: '2026-01-01' };
    await home.land(...people(PEOPLE + 10, PEOPLE + 12, 0));
    const first = await refresh({ backfill: days });
    expect(first).toMatchObject({ mode: 'incremental', events_new: 6, notices_published: 0 });
    const told = "select count(*) as n from stage_changes where not is_baseline and run_id = '";
    expect(await home.rows(`${told}${first.run_id}'`)).toEqual([{ n: 0 }]);
    const log = await home.rows('select count(*) as n from stage_change_log');
    expect(await refresh({ backfill: days })).toMatchObject({ events_new: 0, notices_published: 0 });
    expect(await home.rows('select count(*) as n from stage_change_log')).toEqual(log);
  });

  it('leaves what was received on other days to the next refresh', async () => {
    await home.land(...people(PEOPLE + 20, PEOPLE + 21, 0));
    expect(await refresh({ backfill: { from: '2020-01-01', to: '2020-12-31' } })).toMatchObject({ mode: 'idle' });
    expect(await refresh()).toMatchObject({ mode: 'incremental', events_new: 3 });
  });
});
