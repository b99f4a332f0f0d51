import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { isDay } from '../../../schemas/instant.ts';
import { loadConfig } from '../config.ts';
import { lifecycleHome } from '../home.ts';
import { jsonLine } from '../json.ts';
import { showProgress } from '../progress.ts';

type Arguments = { from: string; to: string };

export const command: CommandModule<object, Arguments> = {
  command: 'backfill',
  describe: 'bring in history: read what was received on some days (again), and tell nobody what it changes',
  builder: (yargs) =>
    yargs
      .option('from', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'first day of receiving, YYYY-MM-DD in UTC',
      })
      .option('to', { type: 'string', requiresArg: true, demandOption: true, describe: 'last day, included' })
      .example(
        '$0 backfill --from 2024-01-01 --to 2024-12-31',
        'after `import` of events whose received_at lies there, instead of `refresh`',
      ),
  handler,
};

async function handler({ from, to }: Arguments): Promise<void> {
  const days = { from: toDay('--from', from), to: toDay('--to', to) };
  if (from > to) throw new Fault(`[backfill] --from ${from} is after --to ${to}. Exchange them`, { exitCode: 2 });
  // loaded here, so that commands without tables start without DuckDB
  const { refreshLocally } = await import('../refresh.ts');
  const progress = showProgress('backfill');
  const summary = await refreshLocally({
    home: lifecycleHome(),
    config: loadConfig(),
    backfill: days,
    onModel: ({ model }, done, of) => progress.step(done, of, model),
  }).finally(() => progress.stop());
  process.stdout.write(jsonLine(summary));
}

function toDay(option: string, text: string): string {
  if (isDay(text)) return text;
  throw new Fault(`[backfill] ${option} is no day: ${text}. Give one as YYYY-MM-DD`, { exitCode: 2 });
}
