import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { lakeFolder, warehousePath } from '../../../infra/local/home.ts';
import { verifyLanded } from '../../../infra/local/landed/verify-landed.ts';
import { readTables } from '../../../infra/local/published-file.ts';
import { linesInLake } from '../lake-lines.ts';
import { type Lifecycle, lifecycle, type SmallDisk, smallDisk, startDoor } from './full-disk.ts';

// each starts real processes
vi.setConfig({ testTimeout: 240_000 });

/** What cannot be compressed to nothing. */
const event = () =>
  JSON.stringify({
    event_id: randomUUID(),
    event_name: 'page_viewed',
    occurred_at: '2026-01-31T10:00:00.000Z',
    received_at: '2026-01-31T10:00:00.000Z',
    anonymous_id: randomUUID(),
  });
const events = (count: number) => Array.from({ length: count }, event);

let folder: string;
let door: ChildProcess | undefined;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'full-disk-'));
});
afterEach(() => door?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, count: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, events(count).join('\n'));
  return file;
}

const idsIn = async (home: string) => (await linesInLake(lakeFolder(home), 'raw/')).map((line) => line.event_id);
const verify = (home: string) => verifyLanded(lakeFolder(home), 'web', 'raw/web', new Set());

/** Posts ever larger bodies until one is refused, then a small one; answers what was said to be kept. */
async function postUntilFull(url: string) {
  const post = async (lines: string[]) => {
    const answer = await fetch(`${url}/v1/events/web`, { method: 'POST', body: lines.join('\n') });
    if (answer.status === 200) acknowledged.push(...lines.map((line) => JSON.parse(line).event_id as string));
    return answer;
  };
  const acknowledged: string[] = [];
  for (let count = 5; ; count = Math.min(2 * count, 2_000)) {
    const refused = await post(events(count));
    if (refused.status !== 200) return { refused, acknowledged, post };
  }
}

async function expectNothingLost(home: string, acknowledged: readonly string[]): Promise<void> {
  const kept = new Set(await idsIn(home));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect((await verify(home)).setAside).toEqual([]);
  expect(readdirSync(path.join(lakeFolder(home), '.unfinished'))).toEqual([]);
}

function freeBytes({ path: at }: SmallDisk): number {
  const { bavail, bsize } = statfsSync(at);
  return bavail * bsize;
}

const trial = smallDisk('1m');
trial?.remove();

describe.skipIf(trial === null)('on a file system that is full', () => {
  let disk: SmallDisk;
  const use = (size: string): Lifecycle => {
    disk = smallDisk(size) as SmallDisk;
    return { home: path.join(disk.path, 'home') };
  };
  afterEach(() => disk.remove());

  test('the door says so before it acknowledges, keeps what it acknowledged, and goes on when there is room', async () => {
    const here = use('1m');
    const started = await startDoor(here);
    door = started.child;
    const { refused, acknowledged, post } = await postUntilFull(started.url);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectNothingLost(here.home, acknowledged);
    disk.resize('4m');
    expect((await post(events(2_000))).status).toBe(200);
    await expectNothingLost(here.home, acknowledged);
  });

  test('import fails naming the folder, and the same import finishes when there is room', async () => {
    const here = use('500k');
    const file = write('many.ndjson', 20_000);
    const { status, stdout, stderr } = lifecycle(here, 'import', file, '--source', 'web');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`ENOSPC.*There is no room left in ${lakeFolder(here.home)}: make some`));
    expect((await verify(here.home)).setAside).toEqual([]);
    disk.resize('8m');
    expect(lifecycle(here, 'import', file, '--source', 'web').status).toBe(0);
    expect(new Set(await idsIn(here.home)).size).toBe(20_000);
  });

  test('refresh fails, leaves the old tables as they are, and nothing half done', async () => {
    const here = use('200m');
    const count = () => readTables(here.home, (warehouse) => warehouse.query('select count(*) as n from events'));
    lifecycle(here, 'import', write('few.ndjson', 100), '--source', 'web');
    expect(lifecycle(here, 'refresh', '--as-of', '2026-06-01T00:00:00Z').status).toBe(0);
    expect(await count()).toEqual([{ n: 100 }]);
    lifecycle(here, 'import', write('more.ndjson', 3_000), '--source', 'web');
    writeFileSync(path.join(disk.path, 'ballast'), Buffer.alloc(freeBytes(disk) - 1_000_000));
    const { status, stdout, stderr } = lifecycle(here, 'refresh', '--as-of', '2026-06-02T00:00:00Z');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/No space left|ENOSPC/i);
    expect(await count()).toEqual([{ n: 100 }]);
    expect(readdirSync(here.home).filter((name) => /next|wal|spill|lock/.test(name))).toEqual([]);
    rmSync(path.join(disk.path, 'ballast'));
    expect(lifecycle(here, 'refresh', '--as-of', '2026-06-02T00:00:00Z').status).toBe(0);
    expect(await count()).toEqual([{ n: 3_100 }]);
  });
});

describe('where files may not grow any more', () => {
  const here = (name: string): Lifecycle => ({ home: path.join(folder, name), fileBlocks: 16 });

  test('the door says so before it acknowledges, and keeps what it acknowledged', async () => {
    const limited = here('door');
    const started = await startDoor(limited);
    door = started.child;
    const { refused, acknowledged, post } = await postUntilFull(started.url);
    expect(refused.status).toBe(503);
    expect((await post(events(5))).status).toBe(200);
    await expectNothingLost(limited.home, acknowledged);
  });

  test('import fails naming the folder, and leaves nothing half done', async () => {
    const limited = here('import');
    const { status, stderr } = lifecycle(limited, 'import', write('large.ndjson', 2_000), '--source', 'web');
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`EFBIG.*There is no room left in ${lakeFolder(limited.home)}: make some`));
    expect(await verify(limited.home)).toEqual({ landed: [], setAside: [] });
  });

  test('refresh fails and publishes nothing', () => {
    const limited = here('refresh');
    lifecycle(limited, 'import', write('some.ndjson', 20), '--source', 'web');
    const { status, stdout } = lifecycle(limited, 'refresh', '--as-of', '2026-06-01T00:00:00Z');
    expect([status, stdout]).toEqual([1, '']);
    expect(existsSync(warehousePath(limited.home))).toBe(false);
  });
});
