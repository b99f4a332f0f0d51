import type { Argv, CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { findFiles } from '../import/files.ts';
import { importFiles } from '../import/import-files.ts';
import { importProgress } from '../import/progress.ts';

interface Options {
  paths: string[];
  source: Source;
  format: 'canonical';
}

export const command: CommandModule<object, Options> = {
  command: 'import <paths..>',
  describe: 'load NDJSON files (.gz too) and folders of them; - is standard input',
  builder: describeOptions,
  handler: runImport,
};

function describeOptions(cli: Argv): Argv<Options> {
  return cli
    .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'files, folders or -' })
    .option('source', {
      requiresArg: true,
      choices: SOURCES,
      demandOption: true,
      describe: 'the source of lines that name none',
    })
    .option('format', {
      requiresArg: true,
      choices: ['canonical'] as const,
      default: 'canonical' as const,
      describe: 'what a line is',
    })
    .example('$0 import exports/2026/ --source sales', 'load every file of a folder');
}

async function runImport({ paths, source }: Options): Promise<void> {
  const begun = new Date();
  const files = await findFiles(paths);
  const progress = importProgress(files);
  const lake = diskLake(lakeFolder(lifecycleHome()));
  const counts = await importFiles({ files, lake, source, now: begun, onProgress: progress.show }).finally(
    progress.stop,
  );
  const seconds = (Date.now() - begun.getTime()) / 1000;
  process.stdout.write(`${JSON.stringify({ ...counts, seconds })}\n`);
}
