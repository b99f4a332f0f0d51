import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTables } from '../../../infra/local/published-file.ts';
import { refreshLocally } from '../../../infra/local/refresh.ts';
import { configSchema } from '../../../schemas/config.ts';
import { lives } from '../../lives/lives.ts';
import { bundled } from '../../support/command-line.ts';
import { shippedCatalog } from '../../support/shipped.ts';
import { SOAK_TIMEOUT, worlds } from '../../support/soak.ts';
import { sortedLines } from '../../support/world.ts';
import { landLines } from './land-lines.ts';

const [FIRST, SECOND] = ['2026-03-01T00:00:00.000Z', '2027-06-30T23:45:00.000Z'];
const KILLS = worlds(2);
const PROGRAM = await bundled('test/support/refresh-process.ts');
/** What tells of the run that wrote a row. */
const OF_RUN = new Set(['run_id', 'detected_at', 'published_at', 'started_at', 'finished_at', 'known_models']);
const TABLES = [...shippedCatalog().relations.values()].filter(
  ({ kind, name }) => !['external', 'ledger'].includes(kind) && name !== 'run',
);

type Outcome = { tables: Map<string, string[]>; told: string[] };

let before = '';
let steps: string[] = [];
let wanted: Outcome;

/** Tables that hold the first half of some lives; the other half has landed since. */
beforeAll(async () => {
  before = mkdtempSync(join(tmpdir(), 'lifecycle-crash-'));
  const [lines = []] = fc.sample(lives({ maxEvents: 60 }), { numRuns: 1, seed: 5 });
  await landLines(
    before,
    lines.filter((_, i) => i % 2 === 0),
  );
  await refreshLocally({ home: before, asOf: FIRST, config: configSchema.parse({}) });
  await landLines(
    before,
    lines.filter((_, i) => i % 2 === 1),
  );
  const { home, output, notices } = crashAt(0);
  steps = output;
  wanted = { tables: await tablesOf(home), told: ids(notices) };
  rmSync(home, { recursive: true });
}, 120_000);
afterAll(() => rmSync(before, { recursive: true, force: true }));

function refreshProcess(home: string, step: number) {
  return spawnSync(process.execPath, [...PROGRAM, home, SECOND, String(step)], { encoding: 'utf8' });
}

/** Refreshes a copy in a process that kills itself before its nth step; 0 lets it live. */
function crashAt(step: number): { home: string; output: string[]; notices: string } {
  const home = mkdtempSync(join(tmpdir(), 'lifecycle-crash-'));
  cpSync(before, home, { recursive: true });
  const child = refreshProcess(home, step);
  expect({ step, signal: child.signal }).toEqual({ step, signal: step === 0 ? null : 'SIGKILL' });
  return { home, output: child.stdout.trim().split('\n'), notices: child.stderr };
}

function ids(notices: string): string[] {
  const lines = notices.split('\n').filter((line) => line.includes('Customer Stage Changed'));
  return lines.map((line) => JSON.parse(line).detail.metadata.event_id as string);
}

async function tablesOf(home: string): Promise<Map<string, string[]>> {
  return readTables(home, async (warehouse) => {
    const tables = new Map<string, string[]>();
    for (const { name, columns } of TABLES) {
      const told = columns.filter((column) => !column.isOfRun && !OF_RUN.has(column.name)).map((column) => column.name);
      tables.set(name, sortedLines(await warehouse.query(`select * from ${name}`), told));
    }
    return tables;
  });
}

describe('a refresh that is killed', () => {
  it('has steps of every kind', () => {
    expect(steps.length).toBeGreaterThan(200);
    for (const kind of ['copy', 'run', 'sync', 'rename', 'remove', 'publish', 'write publications'])
      expect(
        steps.some((step) => step.startsWith(kind)),
        kind,
      ).toBe(true);
    expect(wanted.told.length).toBeGreaterThan(3);
  });

  it('leaves right tables to the next one, and every change told under its one id', {
    timeout: SOAK_TIMEOUT,
  }, async () => {
    const late = steps.findIndex((step) => step.startsWith('sync the new tables'));
    const anywhere = fc.oneof(fc.integer({ min: 1, max: late }), fc.integer({ min: late + 1, max: steps.length }));
    await fc.assert(
      fc.asyncProperty(anywhere, async (step) => {
        const { home, notices } = crashAt(step);
        const { stderr } = refreshProcess(home, 0);
        const told = [...ids(notices), ...ids(stderr)];
        expect([...new Set(told)].sort()).toEqual([...wanted.told].sort());
        expect(await tablesOf(home)).toEqual(wanted.tables);
        rmSync(home, { recursive: true });
      }),
      { numRuns: KILLS, endOnFailure: true },
    );
  });
});
