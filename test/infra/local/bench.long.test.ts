import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bench } from '../../../infra/local/bench/bench.ts';
import { bench as doorBench } from '../../../infra/local/bench/door.ts';
import { bench as importBench } from '../../../infra/local/bench/import.ts';
import { describeMachine } from '../../../infra/local/bench/machine.ts';
import { bench as rawBench } from '../../../infra/local/bench/raw.ts';
import { bench as refreshBench } from '../../../infra/local/bench/refresh.ts';
import { type Report, renderReport, writeReport } from '../../../infra/local/bench/report.ts';
import { bench as runnerBench } from '../../../infra/local/bench/runner.ts';
import { COMMAND_LINE } from '../../support/command-line.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifecycle-bench-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function run(bench: Bench, events: number) {
  const program = [...COMMAND_LINE];
  return bench({ events, rounds: 1, seed: 1, folder, program, onStep: () => {} });
}

describe('a bench of a tiny size', () => {
  it.each<[string, Bench, number]>([
    ['door', doorBench, 40],
    ['import', importBench, 40],
    ['raw', rawBench, 200],
    ['runner', runnerBench, 1],
  ])('%s compares both sides in every round', async (_name, bench, events) => {
    const { comparisons } = await run(bench, events);
    expect(comparisons.length).toBeGreaterThan(0);
    for (const { ratio, rounds } of comparisons) {
      expect(rounds).toHaveLength(1);
      expect(ratio).toBeGreaterThan(0);
    }
  });

  it('refresh measures whole commands and every model', { timeout: 240_000 }, async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { comparisons, tables } = await run(refreshBench, 200);
    expect(comparisons[0]?.rounds[0]?.subject.peakBytes).toBeGreaterThan(1_000_000);
    expect(tables?.['Models of the full refresh']?.map((row) => row.model)).toContain('stage_history');
  });

  it('refresh tells what the command said when it fails', async () => {
    const program = ['no-such-main.mjs'];
    const failing = refreshBench({ events: 1, rounds: 1, seed: 1, folder, program, onStep: () => {} });
    await expect(failing).rejects.toThrow(/lifecycle refresh .* ended with 1:\n.*no-such-main/s);
  });
});

describe('a report', () => {
  let made: Report;
  beforeAll(async () => {
    const startedAt = '2026-01-02T03:04:05.678Z';
    const options = { events: 40, rounds: 1, seed: 1 };
    made = { bench: 'import', startedAt, options, machine: await describeMachine(), ...(await run(importBench, 40)) };
  });

  it('keeps raw rounds and the machine in a file', () => {
    const path = writeReport(join(folder, 'bench'), made);
    expect(path).toBe(join(folder, 'bench', 'import-20260102T030405678Z.json'));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(made)));
    expect(made.machine.versions.node).toBe(process.versions.node);
  });

  it('prints ratios beside their goals', () => {
    expect(renderReport(made)).toMatch(/ingest core, NDJSON bodies \(40 events\) +\d+\.\d\dx .*P1: >= 0\.40x/);
  });
});
