import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RefreshPlan } from '../../../infra/local/plan-refresh.ts';
import { type Begun, unfinishedAt } from '../../../infra/local/target/unfinished.ts';
import type { ModelRun } from '../../../lambdas/refresh/build.ts';

const plan: RefreshPlan = {
  ...{
    mode: 'incremental',
    why: 'raw_web has landed',
    asOf: '2026-01-02T00:00:00.000Z',
    previousAsOf: null,
    conflicts: 0,
  },
  increment: { rebuilt: new Set(['metrics']), landed: new Set(['raw_web']) },
  objects: { landed: [], setAside: [] },
  paths: new Map([['raw_web', new Set(['raw/web/received_date=2026-01-01/a.ndjson.gz'])]]),
};
const begun: Begun = {
  ...{ runId: 'run_1', startedAt: '2026-01-02T00:00:01.000Z', isBaseline: false, isBaselineTold: false, only: null },
  plan,
  textHashes: new Map([['events', 'abc']]),
};
const run = (model: string) => ({ model, how: 'affected', rowsWritten: 2 }) as unknown as ModelRun;

describe('a run that is remembered until it ends', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unfinished-'));
    path = join(folder, 'refresh.ndjson');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is known by what it set out to do and by what it had done, in order', () => {
    const memory = unfinishedAt(path).begin(begun);
    expect([memory.isTakenUp, memory.eventsBefore, memory.done]).toEqual([false, null, []]);
    memory.noteEvents(7);
    memory.note(run('events'));
    memory.note(run('signals'));
    const died = unfinishedAt(path).read();
    expect(died?.begun).toEqual(begun);
    expect(died?.memory).toMatchObject({ isTakenUp: true, eventsBefore: 7 });
    expect(died?.memory.done.map(({ model }) => model)).toEqual(['events', 'signals']);
  });

  test('has not done what a crash tore in the writing', () => {
    unfinishedAt(path).begin(begun).note(run('events'));
    appendFileSync(path, '{"run":{"model":"sig');
    const done = () =>
      unfinishedAt(path)
        .read()
        ?.memory.done.map(({ model }) => model);
    expect(done()).toEqual(['events']);
    unfinishedAt(path).read()?.memory.note(run('signals'));
    expect(done()).toEqual(['events', 'signals']);
  });

  test('is forgotten at its end, and a new one begins anew', () => {
    const unfinished = unfinishedAt(path);
    unfinished.begin(begun).note(run('events'));
    unfinished.begin({ ...begun, runId: 'run_2' });
    expect(unfinished.read()).toMatchObject({ begun: { runId: 'run_2' }, memory: { done: [] } });
    unfinished.end();
    expect([unfinished.read(), existsSync(path)]).toEqual([null, false]);
  });
});
