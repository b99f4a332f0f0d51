import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { ModelRun } from '../../../lambdas/refresh/build.ts';
import type { Config } from '../../../schemas/config.ts';
import { isDay, isInstant, toUtc } from '../../../schemas/instant.ts';
import { loadCatalog } from '../catalog.ts';
import { loadConfig } from '../config.ts';
import { lifecycleHome } from '../home.ts';
import { showProgress } from '../progress.ts';
import type { Target } from '../target/target.ts';

type Arguments = {
  'as-of'?: string | undefined;
  full: boolean;
  models?: string | undefined;
  notify: boolean;
  steps: boolean;
  target: 'duckdb' | 'trino';
  webhook?: string | undefined;
};

/** An ISO instant, or a day as its midnight in UTC. Throws `Fault` (exit code 2) naming what was given. */
export function toInstant(text: string): string {
  const instant = isDay(text) ? `${text}T00:00:00Z` : text;
  if (isInstant(instant)) return toUtc(instant);
  throw new Fault(
    `[refresh] --as-of is no ISO instant: ${text}. Give one with its zone, for example 2026-11-25T00:00:00Z`,
    {
      exitCode: 2,
    },
  );
}

/** Names of models, by comma. Throws `Fault` (exit code 2) naming one that does not exist. */
function modelNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const { relations } = loadCatalog();
  const unknown = names.find((name) => !relations.has(name));
  if (unknown === undefined) return names;
  throw new Fault(`[refresh] --models: there is no model ${unknown}. \`lifecycle lineage\` lists them`, {
    exitCode: 2,
  });
}

function lineOf({ model, rows, rowsWritten, seconds }: ModelRun): string {
  const written = rows === null ? 'view' : `${rowsWritten ?? rows} of ${rows} rows`;
  return `${model.padEnd(28)} ${written.padStart(24)} ${seconds.toFixed(2).padStart(8)} s`;
}

/** Throws `Fault` (exit code 2) where the configuration names no Trino. */
async function openTrino({ trino }: Config): Promise<Target> {
  if (trino === undefined) {
    throw new Fault(
      '[refresh] --target trino needs the address of one. Set trino.url in lifecycle.config.json, for example {"trino": {"url": "https://trino.example.com:8443"}}',
      { exitCode: 2 },
    );
  }
  const { trinoTarget } = await import('../target/trino.ts');
  const password = process.env.LIFECYCLE_TRINO_PASSWORD;
  return trinoTarget(lifecycleHome(), { ...trino, ...(password === undefined ? {} : { password }) });
}

async function handler(args: Arguments): Promise<void> {
  // loaded here, so that commands without tables start without DuckDB
  const { refreshLocally } = await import('../refresh.ts');
  const config = loadConfig();
  const target = args.target === 'trino' ? await openTrino(config) : null;
  const progress = showProgress('refresh');
  const summary = await refreshLocally({
    home: lifecycleHome(),
    config,
    ...(target === null ? {} : { target }),
    isFull: args.full,
    isPastTold: args.notify,
    ...(args.webhook === undefined ? {} : { webhook: args.webhook }),
    ...(args['as-of'] === undefined ? {} : { asOf: toInstant(args['as-of']) }),
    ...(args.models === undefined ? {} : { only: modelNames(args.models) }),
    ...(args.steps ? { onStep: (step: string) => void process.stderr.write(`[step] ${step}\n`) } : {}),
    onModel: (run, done, of) => {
      progress.step(done, of, lineOf(run));
    },
  }).finally(() => progress.stop());
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}

export const command: CommandModule<object, Arguments> = {
  command: 'refresh',
  describe: 'bring all tables up to date with what has landed, check them, and publish them at once',
  builder: (yargs) =>
    yargs
      .option('as-of', {
        type: 'string',
        requiresArg: true,
        describe: 'the instant the tables speak of (ISO, UTC); now where left out',
      })
      .option('full', {
        type: 'boolean',
        default: false,
        describe: 'rebuild everything from the lake; allows an instant before the last refresh',
      })
      .option('models', {
        type: 'string',
        requiresArg: true,
        describe: 'only these models and what they read, by comma',
      })
      .option('notify', {
        type: 'boolean',
        default: false,
        describe: 'tell subscribers of the past too that a first build finds',
      })
      .option('steps', {
        type: 'boolean',
        default: false,
        describe: 'say each statement, commit, rename and publication before it is made',
      })
      .option('target', {
        choices: ['duckdb', 'trino'] as const,
        default: 'duckdb' as const,
        describe: 'where the tables are: the file of LIFECYCLE_HOME, or Iceberg in the Trino of lifecycle.config.json',
      })
      .option('webhook', {
        type: 'string',
        requiresArg: true,
        describe: 'tell this URL beside the console, signed with LIFECYCLE_WEBHOOK_SECRET',
      })
      .example('$0 refresh --as-of 2026-11-25T00:00:00Z', 'build the tables as of that midnight'),
  handler,
};
