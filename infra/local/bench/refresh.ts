import { rmSync } from 'node:fs';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { ModelRun } from '../../../lambdas/refresh/build.ts';
import { loadConfig } from '../config.ts';
import { warehousePath } from '../home.ts';
import { refreshLocally } from '../refresh.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type Compared, compare, type Side } from './compare.ts';
import { AS_OF } from './events.ts';
import { fillLake } from './lake.ts';
import { usageOfCommand } from './own-process.ts';

const DEFAULT_EVENTS = 100_000;
/** Reads all that has landed and types it: what any refresh from nothing cannot do without. */
const BASELINE_MODELS = 'event_conflicts';
const MB = 1_000_000;

/** A refresh from nothing: CPU and memory of the whole command, and the CPU of each model. */
export const bench: Bench = async (options) => {
  const { events = DEFAULT_EVENTS, rounds, seed, folder, onStep } = options;
  await fillLake(folder, { events, seed }, (done) => onStep(done, events, 'events written to a lake'));
  const compared = await compare(
    {
      name: 'full refresh',
      goal: 'P11: 10 M events <= 2 GB',
      measure: 'cpu',
      ratioOf: 'cost',
      work: { count: events, unit: 'events' },
      subject: refreshSide('lifecycle refresh --full', ['--full'], options),
      baseline: refreshSide(`the same, --models ${BASELINE_MODELS}`, ['--full', '--models', BASELINE_MODELS], options),
    },
    rounds,
    (done, of) => onStep(done, of, 'full refresh'),
  );
  const models = await cpuOfModels(folder, onStep);
  return {
    comparisons: [compared],
    tables: { 'CPU of each model': models },
    notes: [
      `at most ${peakMegabytes(compared)} MB were resident in a full refresh`,
      'the baseline is the time to read and type what has landed, not another tool',
      'both start Node, and from the sources its compiler too: small samples show little else',
      'the model that was built first bears the start: the catalog, the lake, the database',
      "a model's CPU is of one run, with its count and its look at the columns; checks come after all models",
    ],
  };
};

function refreshSide(label: string, words: readonly string[], { folder, program }: BenchOptions): Side {
  return {
    label,
    run: () => {
      rmSync(warehousePath(folder), { force: true });
      return usageOfCommand(program, ['refresh', '--as-of', AS_OF, ...words], folder);
    },
  };
}

function peakMegabytes({ rounds }: Compared): number {
  return Math.round(Math.max(...rounds.map(({ subject }) => subject.peakBytes ?? 0)) / MB);
}

/** In this process, because only between two models can one tell what each took. The most expensive comes first. */
async function cpuOfModels(home: string, onStep: BenchOptions['onStep']): Promise<Row[]> {
  rmSync(warehousePath(home), { force: true });
  const rows: (Row & { cpu_ms: number })[] = [];
  let last = process.cpuUsage();
  const onModel = ({ model, rows: count, rounds, seconds }: ModelRun, done: number, of: number) => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    rows.push({
      model,
      cpu_ms: Math.round((user + system) / 1000),
      wall_ms: Math.round(seconds * 1000),
      rows: count,
      rounds,
    });
    onStep(done, of, model);
  };
  await refreshLocally({ home, config: loadConfig(), asOf: AS_OF, isFull: true, onModel });
  return rows.sort((a, b) => b.cpu_ms - a.cpu_ms);
}
