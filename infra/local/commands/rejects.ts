import type { Argv, CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { FORMATS, type Format } from '../print.ts';
import { listRejects } from '../rejects/list.ts';
import { rejectsPage } from '../rejects/page.ts';
import { remarksOn } from '../rejects/remarks.ts';
import { styleOf } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  reason?: string | undefined;
  source?: Source | undefined;
  examples: number;
  format: Format;
}

export const command: CommandModule<object, Options> = {
  command: 'rejects',
  describe: 'what was not accepted, by reason, source and endpoint, with examples and how much is replayed',
  builder: describeOptions,
  handler: printRejects,
};

function describeOptions(cli: Argv): Argv<Options> {
  return cli
    .option('reason', { type: 'string', requiresArg: true, describe: 'only what was rejected with this code' })
    .option('source', { requiresArg: true, choices: SOURCES, describe: 'only what was rejected of this source' })
    .option('examples', { type: 'number', requiresArg: true, default: 1, describe: 'how many of each are shown' })
    .option('format', {
      requiresArg: true,
      choices: FORMATS,
      default: 'table' as const,
      describe: 'how they are printed',
    })
    .example('$0 rejects --reason unknown_event --examples 3', 'what senders call things that no schema knows');
}

async function printRejects({ reason, source, examples, format }: Options): Promise<void> {
  const shown = wholeNumber('rejects', 'examples', examples);
  const folder = lakeFolder(lifecycleHome());
  const asked = { ...(reason === undefined ? {} : { reason }), ...(source === undefined ? {} : { source }) };
  const list = await listRejects({ lake: diskLake(folder), lakeFolder: folder, examples: shown, ...asked });
  process.stdout.write(rejectsPage(list.groups, format, styleOf(process.stdout.isTTY === true)));
  for (const remark of remarksOn(list, asked)) process.stderr.write(`[rejects] ${remark}\n`);
}
