import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeLocally } from '../../../infra/local/complete/complete.ts';
import { openLocalDoor } from '../../../infra/local/door.ts';
import { lakeFolder } from '../../../infra/local/home.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { type LocalSummary, refreshLocally } from '../../../infra/local/refresh.ts';
import { DAY, iso } from '../../../infra/local/sample/calendar.ts';
import { importTableInto } from '../../../infra/local/sample/import-table.ts';
import { runLive } from '../../../infra/local/sample/live.ts';
import { movesText, readMoves } from '../../../infra/local/sample/moves.ts';
import { eventsUntil } from '../../../infra/local/sample/sample.ts';
import { makeOwnKeys } from '../../../infra/local/sample/send.ts';
import { readState, type SampleState } from '../../../infra/local/sample/state.ts';
import { catchUp, openState, type Teller } from '../../../infra/local/sample/teller.ts';
import { type RunningServer, startServer } from '../../../infra/local/server.ts';
import { styleOf } from '../../../infra/local/terminal.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { givenSecrets } from '../../../lambdas/lib/secrets/given.ts';
import { configSchema } from '../../../schemas/config.ts';
import { toldBy } from '../../support/sample-told.ts';
import { linesInLake } from '../lake-lines.ts';

const PEOPLE = 60;
const MONDAY = Date.parse('2025-11-24T12:00:00.000Z');
const config = configSchema.parse({});

describe('telling a home its story', () => {
  let home: string;
  let server: RunningServer;
  let now: number;
  let stop: AbortController;
  let refreshes: { asOf: string | undefined; isBaseline: boolean }[];
  let teller: Teller;
  let completions = 0;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'sample-'));
    const { key, writeKeys, secrets } = makeOwnKeys();
    const door = openLocalDoor({
      ...{ lake: diskLake(lakeFolder(home)), writeKeys, secrets: givenSecrets({ ...secrets }), windowMs: 1 },
    });
    server = await startServer({ handler: door.handler, port: 0 });
    now = MONDAY;
    stop = new AbortController();
    refreshes = [];
    teller = {
      home,
      config,
      send: {
        ...{ url: server.url, key, secrets, importTable: importTableInto(home) },
        ...{ signal: stop.signal, clock: Date.now },
      },
      complete: async (hubspot) => {
        const { completed } = await completeLocally({
          ...{ lake: diskLake(lakeFolder(home)), apis: new Map([['hubspot', hubspot]]), provider: 'hubspot' },
          ...{ currency: 'USD', clock: () => new Date() },
        });
        completions += completed;
      },
      refresh: async (asOf) => ({ as_of: asOf ?? '' }) as LocalSummary,
      onSent: () => {},
      onAllSent: () => {},
      onRefreshed: async ({ as_of }, isBaseline) => void refreshes.push({ asOf: as_of, isBaseline }),
    };
  });
  afterEach(async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  });

  const open = () => openState(home, now, PEOPLE) as SampleState;
  /** Without what HubSpot was asked for. */
  const landedIds = async () =>
    (await linesInLake(lakeFolder(home), 'raw/'))
      .map(({ event_id }) => String(event_id))
      .filter((id) => !id.startsWith('hubspot:complete:'));
  const storyLength = (untilMs: number) => eventsUntil(readState(home) as SampleState, untilMs).flatMap(toldBy).length;

  test('a first start makes the last seven days news, a second one adds the days missed', async () => {
    teller.refresh = (asOf) => refreshLocally({ home, config, asOf: asOf ?? iso(now) });
    const summaries: LocalSummary[] = [];
    teller.onRefreshed = async (summary) => void summaries.push(summary);
    await catchUp(open(), now, teller);
    expect(summaries.map(({ as_of }) => as_of)).toEqual([iso(MONDAY - 7 * DAY), iso(MONDAY)]);
    expect(summaries.map(({ notices_published }) => notices_published > 0)).toEqual([false, true]);
    now += 4 * DAY;
    teller.refresh = async () => ({ as_of: '' }) as LocalSummary;
    await catchUp(open(), now, teller);
    const ids = await landedIds();
    expect([ids.length, new Set(ids).size]).toEqual([storyLength(now), storyLength(now)]);
    expect(await linesInLake(lakeFolder(home), 'rejected/')).toEqual([]);
    expect(completions).toBeGreaterThan(0);
    const [{ n } = {}] = await readTables(home, (warehouse) =>
      warehouse.query("select count(*) as n from events where event_id not like 'hubspot:complete:%'"),
    );
    expect(Number(n)).toBe(storyLength(MONDAY));
    const page = await readMoves(home, summaries[1]?.run_id ?? '', 'five_stage', styleOf(false));
    expect(page).toMatch(/^\d+ stage changes under five_stage\n +\d+ +\w+ -> \w+ +\S/);
  });

  test('a start that was stopped in the middle is taken up again, and no event counts twice', async () => {
    teller.onSent = (sent) => sent > 300 && stop.abort();
    const told = await catchUp(open(), now, teller);
    expect([told.toldMs, refreshes]).toEqual([told.fromMs, []]);
    const again = new AbortController();
    await catchUp(open(), now + DAY, { ...teller, send: { ...teller.send, signal: again.signal } });
    expect(refreshes.map(({ isBaseline }) => isBaseline)).toEqual([true, false]);
    expect(new Set(await landedIds()).size).toBe(storyLength(now + DAY));
  });

  test('a live stream tells what happens as of now, and goes on from there', async () => {
    const begun = Date.now();
    const state = { ...open(), toldMs: MONDAY, shiftMs: begun - MONDAY };
    teller.onRefreshed = async () =>
      void (refreshes.push({ asOf: undefined, isBaseline: false }) === 2 && stop.abort());
    const told = await runLive(state, { speed: 20 * 86_400, tickMs: 50, refreshMs: 200 }, teller);
    expect(told.toldMs - MONDAY).toBeGreaterThan(4 * DAY);
    // a story told fast has several days in one of ours: what was spent on them may be the same row
    const isTable = (line: Record<string, unknown>) => line.provider === 'csv';
    const lines = (await linesInLake(lakeFolder(home), 'raw/')).filter((line) => !isTable(line));
    expect(new Set(lines.map(({ event_id }) => event_id)).size).toBe(lines.length);
    const due = eventsUntil(told, told.toldMs).filter(({ at, door }) => at >= MONDAY && door !== 'import');
    expect(lines.length).toBe(due.flatMap(toldBy).length);
    const times = lines.map(({ occurred_at }) => Date.parse(String(occurred_at)));
    // Stripe counts whole seconds
    expect([Math.min(...times) >= begun - 1000, Math.max(...times) <= Date.now()]).toEqual([true, true]);
    expect(readState(home)).toEqual(told);
  });

  test('other data is left alone', async () => {
    await diskLake(lakeFolder(home)).putIfAbsent('raw/web/received_date=2026-01-01/x.ndjson.gz', new Uint8Array());
    expect(openState(home, now)).toBeNull();
  });
});

test('what moved is told by transition, with examples', () => {
  const row = (from_stage: string | null, to_stage: string, moves: number, who: string) => ({
    from_stage,
    to_stage,
    moves,
    who,
  });
  const moves = [
    row('awareness', 'purchase', 4, 'ana@example.com'),
    row('awareness', 'purchase', 4, 'bo\u001b@example.com'),
    row(null, 'awareness', 1, 'c_1'),
  ];
  expect(movesText(moves, [{ stage: 'awareness', people: 3 }], 'five_stage', styleOf(false))).toBe(
    `5 stage changes under five_stage
     4  awareness -> purchase  ana@example.com, bo\ufffd@example.com, ...
     1  new -> awareness       c_1
  now: awareness 3

`,
  );
});
