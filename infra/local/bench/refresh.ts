import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../../lambdas/refresh/build.ts';
import { CUSTOMER_GRAIN_RUNS } from '../../../sql/statements.ts';
import { loadConfig } from '../config.ts';
import { warehousePath } from '../home.ts';
import { readTables } from '../published-file.ts';
import { refreshLocally } from '../refresh.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type Compared, type Comparison, compare, type Side } from './compare.ts';
import { AS_OF, EVENTS_A_PERSON } from './events.ts';
import { fillLake } from './lake.ts';
import { usageOfCommand } from './own-process.ts';

const DEFAULT_EVENTS = 100_000;
const MB = 1_000_000;
/** Shares of the customers that the next load touches, each with one more event. */
const SHARES = [
  { share: 0.01, whole: 'P6: whole graph <= 0.25x', customers: 'P6: customer-grain models <= 0.15x' },
  { share: 0.1, whole: 'P6: whole graph <= 0.5x', customers: 'P6: customer-grain models <= 0.35x' },
] as const;
/** The next day: quiet deadlines pass, and the calendar moves on. */
const NEXT_DAY = '2026-05-02T00:00:00.000Z';

/** A full refresh against one that finds a hundredth and a tenth of the customers touched: the same lake, the same tables at the end. */
export const bench: Bench = async (options) => {
  const { events = DEFAULT_EVENTS, seed, folder, onStep } = options;
  await fillLake(folder, { events, seed }, (done) => onStep(done, events, 'events written to a lake'));
  const first = await usageOfCommand(options.program, ['refresh', '--as-of', AS_OF], folder);
  copyFileSync(warehousePath(folder), basePath(folder));
  const comparisons: Compared[] = [];
  const tables: Record<string, Row[]> = {};
  for (const { share, whole, customers } of SHARES) {
    const people = Math.ceil((events / EVENTS_A_PERSON) * share);
    await fillLake(folder, { events: people, seed: seed + 1 + share, people: events / EVENTS_A_PERSON }, () => {});
    const name = `${share * 100} % of customers touched`;
    const models = await modelsOfBoth(folder, (text, done, of) => onStep(done, of, text));
    tables[`CPU of each model, ${name}`] = models.rows;
    comparisons.push(models.compared(`${name}: customer-grain models`, customers, events));
    comparisons.push(await wholeGraph(`${name}: whole graph`, whole, options));
    tables[`Rows of each model, ${name}`] = await rowsRead(folder);
  }
  return {
    comparisons,
    tables,
    notes: [
      `the first refresh took ${Math.round(first.cpuMs)} ms of CPU and at most ${megabytes([first.peakBytes])} MB`,
      `at most ${megabytes(comparisons.flatMap(({ rounds }) => rounds.map(({ baseline }) => baseline.peakBytes)))} MB were resident in a full refresh, ${megabytes(comparisons.flatMap(({ rounds }) => rounds.map(({ subject }) => subject.peakBytes)))} MB in an incremental one`,
      'whole graph: CPU of the whole command, which copies the published file, checks, and publishes',
      "customer-grain models: CPU of one run of each, with the model's counts",
    ],
  };
};

function basePath(home: string): string {
  return join(home, 'base.duckdb');
}

/** The tables as they were before the last load. */
function restore(home: string): void {
  rmSync(warehousePath(home), { force: true });
  if (existsSync(basePath(home))) copyFileSync(basePath(home), warehousePath(home));
}

async function wholeGraph(name: string, goal: string, options: BenchOptions): Promise<Compared> {
  const { folder, program, rounds, onStep, events = DEFAULT_EVENTS } = options;
  const side = (label: string, words: readonly string[]): Side => ({
    label,
    run: () => {
      restore(folder);
      return usageOfCommand(program, ['refresh', '--as-of', NEXT_DAY, ...words], folder);
    },
  });
  const comparison: Comparison = {
    name,
    goal,
    measure: 'cpu',
    ratioOf: 'cost',
    work: { count: events, unit: 'events' },
    subject: side('refresh', []),
    baseline: side('refresh --full', ['--full']),
  };
  return compare(comparison, rounds, (done, of) => onStep(done, of, name));
}

type Said = (text: string, done: number, of: number) => void;

/** In this process, because only between two models can one tell what each took. The most expensive comes first. */
async function modelsOfBoth(home: string, say: Said) {
  const full = await cpuOfModels(home, true, say);
  const part = await cpuOfModels(home, false, say);
  const rows = [...full].map(([model, { cpuMs, isOfCustomers }]) => ({
    model,
    full_cpu_ms: cpuMs,
    incremental_cpu_ms: part.get(model)?.cpuMs ?? 0,
    of_customers: isOfCustomers,
  }));
  const sum = (models: Map<string, Cpu>) =>
    [...models.values()].filter((cpu) => cpu.isOfCustomers).reduce((total, { cpuMs }) => total + cpuMs, 0);
  const [subject, baseline] = [sum(part), sum(full)].map((cpuMs) => ({ cpuMs, wallMs: Number.NaN })) as [Usage, Usage];
  const compared = (name: string, goal: string, events: number): Compared => ({
    name,
    goal,
    measure: 'cpu',
    ratioOf: 'cost',
    work: { count: events, unit: 'events' },
    subject: { label: 'affected customers', medianMs: subject.cpuMs },
    baseline: { label: 'all', medianMs: baseline.cpuMs },
    ratio: subject.cpuMs / baseline.cpuMs,
    rounds: [{ subject, baseline, ratio: subject.cpuMs / baseline.cpuMs }],
  });
  return { rows: rows.sort((a, b) => b.full_cpu_ms - a.full_cpu_ms), compared };
}

type Usage = { cpuMs: number; wallMs: number };
type Cpu = { cpuMs: number; isOfCustomers: boolean };

async function cpuOfModels(home: string, isFull: boolean, say: Said): Promise<Map<string, Cpu>> {
  restore(home);
  const models = new Map<string, Cpu>();
  let last = process.cpuUsage();
  const onModel = ({ model, kind }: ModelRun, done: number, of: number) => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    const isFirst = models.size === 0;
    // the model that is built first bears the start: the catalog, the lake, the database
    models.set(model, {
      cpuMs: isFirst ? 0 : Math.round((user + system) / 1000),
      isOfCustomers: kind === 'by_customer',
    });
    say(`${isFull ? 'full' : 'incremental'} ${model}`, done, of);
  };
  await refreshLocally({ home, config: loadConfig(), asOf: NEXT_DAY, isFull, onModel });
  return models;
}

/** What the last incremental refresh read and wrote. */
async function rowsRead(home: string): Promise<Row[]> {
  restore(home);
  await refreshLocally({ home, config: loadConfig(), asOf: NEXT_DAY });
  return readTables(home, (warehouse) => warehouse.query(CUSTOMER_GRAIN_RUNS));
}

function megabytes(bytes: readonly (number | undefined)[]): number {
  return Math.round(Math.max(0, ...bytes.map((value) => value ?? 0)) / MB);
}
