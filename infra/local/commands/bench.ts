import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Bench } from '../bench/bench.ts';
import type { Served } from '../bench/door-server.ts';
import type { Report } from '../bench/report.ts';
import { lifecycleHome } from '../home.ts';
import { showProgress } from '../progress.ts';

/** Loaded one by one, so that a bench measures nothing of the others. */
const BENCHES = {
  door: () => import('../bench/door.ts'),
  import: () => import('../bench/import.ts'),
  raw: () => import('../bench/raw.ts'),
  refresh: () => import('../bench/refresh.ts'),
  runner: () => import('../bench/runner.ts'),
} satisfies Record<string, () => Promise<{ bench: Bench }>>;

type Name = keyof typeof BENCHES;
type Arguments = {
  name?: Name | undefined;
  events?: number | undefined;
  rounds: number;
  seed: number;
  json: boolean;
  serve?: Served | undefined;
};

const NAMES = Object.keys(BENCHES) as Name[];
const LEAST_ROUNDS = 5;

export const command: CommandModule<object, Arguments> = {
  command: 'bench [name]',
  describe: 'measure ratios side by side, in CPU time, and keep the raw results in LIFECYCLE_HOME/bench',
  builder: (yargs) =>
    yargs
      .positional('name', { choices: NAMES, describe: 'one bench; all of them where left out' })
      .option('events', {
        type: 'number',
        requiresArg: true,
        describe: 'how many events are generated; left out, what the bench is made for',
      })
      .option('rounds', {
        type: 'number',
        requiresArg: true,
        default: LEAST_ROUNDS,
        describe: 'rounds that count, each with both sides',
      })
      .option('seed', { type: 'number', requiresArg: true, default: 1, describe: 'other events of the same kind' })
      // how `bench door` starts its servers
      .option('serve', {
        choices: ['door', 'nothing'] as const,
        requiresArg: true,
        hidden: true,
        describe: 'be the server of that name for a bench in another process',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print the reports as NDJSON' })
      .example('$0 bench import --events 20000', 'what taking events in costs beside JSON.parse'),
  handler,
};

async function handler({ name, json, serve, ...options }: Arguments): Promise<void> {
  if (serve !== undefined) return (await import('../bench/door-server.ts')).serveForBench(serve);
  for (const [option, value] of Object.entries({ events: options.events, rounds: options.rounds })) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) {
      throw new Fault(`[bench] --${option} is no count: ${value}. Give an integer from 1`, { exitCode: 2 });
    }
  }
  const { renderReport, writeReport } = await import('../bench/report.ts');
  const folder = join(lifecycleHome(), 'bench');
  for (const each of name === undefined ? NAMES : [name]) {
    const report = await measure(each, folder, options);
    process.stderr.write(`[bench] ${each}: raw results in ${writeReport(folder, report)}\n`);
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${renderReport(report)}\n`);
  }
}

async function measure(
  name: Name,
  reports: string,
  { events, rounds, seed }: Pick<Arguments, 'events' | 'rounds' | 'seed'>,
): Promise<Report> {
  const startedAt = new Date().toISOString();
  const { describeMachine } = await import('../bench/machine.ts');
  const machine = await describeMachine();
  const progress = showProgress(`bench ${name}`);
  mkdirSync(reports, { recursive: true });
  const folder = mkdtempSync(join(reports, 'work-'));
  try {
    const { bench } = await BENCHES[name]();
    const result = await bench({
      ...(events === undefined ? {} : { events }),
      rounds,
      seed,
      folder,
      program: [...process.execArgv, process.argv[1] ?? ''],
      onStep: progress.step,
    });
    return { bench: name, startedAt, options: { events: events ?? null, rounds, seed }, machine, ...result };
  } finally {
    progress.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
