import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { LAST_MODEL_RUNS } from '../../../sql/statements.ts';
import { lakeFolder, warehousePath } from '../home.ts';
import { readTables } from '../published-file.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type Compared, median, type Round, type Usage } from './compare.ts';
import { AS_OF, EVENTS_A_PERSON } from './events.ts';
import { fillLake } from './lake.ts';
import { usageOfCommand } from './own-process.ts';

const DEFAULT_EVENTS = 100_000;
const MB = 1_000_000;
/** The next day: quiet deadlines pass, and the calendar moves on. */
const NEXT_DAY = '2026-05-02T00:00:00.000Z';

/** A share of the customers that the next load touches, each with one more event, and what P6 asks of it. */
const SHARES = [
  { share: 0.01, ofCustomers: '<= 0.15x', whole: '<= 0.25x' },
  { share: 0.1, ofCustomers: '<= 0.35x', whole: '<= 0.5x' },
] as const;

/** One command and its models: `ofCustomersMs` is the CPU of those at the grain of the customer. */
type Run = Usage & { ofCustomersMs: number; models: Row[] };

/**
 * A refresh from nothing against refreshes that find a hundredth and a tenth of the customers touched. In each round all of them are run
 * in turn, each in a process of its own; the lake and the tables that they begin with are the same.
 */
export const bench: Bench = async (options) => {
  const { events = DEFAULT_EVENTS, seed, rounds, folder, onStep } = options;
  const base = join(folder, 'base');
  await fillLake(base, { events, seed }, (done) => onStep(done, events, 'events written to a lake'));
  const homes = [];
  for (const [i, { share }] of SHARES.entries()) {
    const home = linkedLake(base, join(folder, String(share)));
    const people = events / EVENTS_A_PERSON;
    await fillLake(home, { events: Math.ceil(people * share), seed: seed + 1 + i, people }, () => {});
    homes.push(home);
  }
  const full: Run[] = [];
  const parts: Run[][] = SHARES.map(() => []);
  const total = rounds * (1 + SHARES.length);
  for (let round = 0; round < rounds; round += 1) {
    rmSync(warehousePath(base), { force: true });
    full.push(await refresh(base, AS_OF, options));
    onStep(full.length + parts.flat().length, total, 'full refresh');
    for (const [i, home] of homes.entries()) {
      copyFileSync(warehousePath(base), warehousePath(home));
      parts[i]?.push(await refresh(home, NEXT_DAY, options));
      rmSync(warehousePath(home));
      onStep(full.length + parts.flat().length, total, `${(SHARES[i]?.share ?? 0) * 100} % touched`);
    }
  }
  return report(full, parts, events);
};

/** A home whose lake holds the same objects, without a second copy of them. */
function linkedLake(from: string, home: string): string {
  mkdirSync(home, { recursive: true });
  for (const entry of readdirSync(lakeFolder(from), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = source.replace(from, home);
    mkdirSync(dirname(target), { recursive: true });
    link(source, target);
  }
  return home;
}

function link(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    if (!existsSync(target)) cpSync(source, target);
  }
}

async function refresh(home: string, asOf: string, { program }: BenchOptions): Promise<Run> {
  const usage = await usageOfCommand(program, ['refresh', '--as-of', asOf], home);
  const models = await readTables(home, (warehouse) => warehouse.query(LAST_MODEL_RUNS));
  const ofCustomers = models.filter(({ kind }) => kind === 'by_customer');
  return {
    ...usage,
    models,
    ofCustomersMs: ofCustomers.reduce((sum, { cpu_seconds }) => sum + Number(cpu_seconds) * 1000, 0),
  };
}

function report(full: readonly Run[], parts: readonly Run[][], events: number) {
  const comparisons = SHARES.flatMap(({ share, ofCustomers, whole }, i) => {
    const name = `${share * 100} % of customers touched`;
    const own = parts[i] ?? [];
    return [
      compared(`${name}: customer-grain models`, `P6: ${ofCustomers}`, events, own, full, (run) => run.ofCustomersMs),
      compared(`${name}: whole graph`, `P6: ${whole}`, events, own, full, (run) => run.cpuMs),
    ];
  });
  const tables = Object.fromEntries([
    ['Models of the full refresh', full.at(-1)?.models ?? []],
    ...SHARES.map(({ share }, i) => [`Models, ${share * 100} % touched`, parts[i]?.at(-1)?.models ?? []]),
  ]) as Record<string, Row[]>;
  return {
    comparisons,
    tables,
    notes: [
      `P11 (<= 2 GB): at most ${peak(full)} MB were resident in a full refresh, ${peak(parts.flat())} MB in an incremental one`,
      'whole graph: CPU of the whole command: it copies the published file, builds, checks, publishes',
      'customer-grain models: the CPU that model_runs keeps for them',
    ],
  };
}

function compared(
  name: string,
  goal: string,
  events: number,
  own: readonly Run[],
  full: readonly Run[],
  timeOf: (run: Run) => number,
): Compared {
  const rounds: Round[] = own.flatMap((subject, i) => {
    const baseline = full[i];
    if (baseline === undefined) return [];
    return [
      {
        subject: { ...usage(subject), cpuMs: timeOf(subject) },
        baseline: { ...usage(baseline), cpuMs: timeOf(baseline) },
        ratio: timeOf(subject) / timeOf(baseline),
      },
    ];
  });
  return {
    name,
    goal,
    measure: 'cpu',
    ratioOf: 'cost',
    work: { count: events, unit: 'events' },
    subject: { label: 'incremental', medianMs: median(own.map(timeOf)) },
    baseline: { label: 'full', medianMs: median(full.map(timeOf)) },
    ratio: median(rounds.map(({ ratio }) => ratio)),
    rounds,
  };
}

function usage({ cpuMs, wallMs, peakBytes }: Run): Usage {
  return { cpuMs, wallMs, ...(peakBytes === undefined ? {} : { peakBytes }) };
}

function peak(runs: readonly Run[]): number {
  return Math.round(Math.max(0, ...runs.map(({ peakBytes }) => peakBytes ?? 0)) / MB);
}
