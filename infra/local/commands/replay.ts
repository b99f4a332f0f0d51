import type { Argv, CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { replayProgress } from '../replay/progress.ts';
import { remarksOn } from '../replay/remarks.ts';
import { replayRejects } from '../replay/replay.ts';

interface Options {
  reason?: string | undefined;
  source?: Source | undefined;
}

export const command: CommandModule<object, Options> = {
  command: 'replay',
  describe: "judge rejected events again by today's schemas, and land what is accepted now",
  builder: describeOptions,
  handler: runReplay,
};

function describeOptions(cli: Argv): Argv<Options> {
  return cli
    .option('reason', { type: 'string', requiresArg: true, describe: 'only what was rejected with this code' })
    .option('source', { requiresArg: true, choices: SOURCES, describe: 'only what was rejected of this source' })
    .example('$0 replay --reason unknown_event', 'after a schema learned new events; then refresh, to see them');
}

async function runReplay({ reason, source }: Options): Promise<void> {
  const begun = Date.now();
  const folder = lakeFolder(lifecycleHome());
  const progress = replayProgress();
  const asked = { ...(reason === undefined ? {} : { reason }), ...(source === undefined ? {} : { source }) };
  const { setAside, codes, ...counts } = await replayRejects({
    lake: diskLake(folder),
    lakeFolder: folder,
    onObject: progress.show,
    ...asked,
  }).finally(progress.stop);
  for (const remark of remarksOn({ setAside, codes, ...counts }, asked)) process.stderr.write(`[replay] ${remark}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, seconds: (Date.now() - begun) / 1000 })}\n`);
}
