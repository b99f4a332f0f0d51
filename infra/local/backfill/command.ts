import type { CommandModule } from 'yargs';
import { jsonLine } from '../json.ts';
import { type Progress, showProgress } from '../progress.ts';
import { type BackfillWindow, backfillWindow } from './window.ts';

type Arguments = { from: string; to: string };

/** What a backfill does with its days; answers what it did, as it is printed. To be safe to run twice. */
export type Backfill = (window: BackfillWindow, progress: Progress) => Promise<object>;

/** The command line around a backfill: its days, its progress, one line of JSON. */
export function backfillCommand(backfill: Backfill): CommandModule<object, Arguments> {
  return {
    command: 'backfill',
    describe: 'rebuild what events of some past days lead to, and tell nobody of it: that is the past',
    builder: (cli) =>
      cli
        .option('from', {
          type: 'string',
          demandOption: true,
          describe: 'the first day, by when things happened (UTC)',
        })
        .option('to', { type: 'string', demandOption: true, describe: 'the last day, which is included' })
        .example('$0 backfill --from 2024-01-01 --to 2024-12-31', 'after a year of old events was imported'),
    handler: async ({ from, to }) => {
      const window = backfillWindow(from, to);
      const progress = showProgress('backfill');
      const done = await backfill(window, progress).finally(() => progress.stop());
      process.stdout.write(jsonLine({ ...window, ...done }));
    },
  };
}
