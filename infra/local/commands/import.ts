import type { Argv, CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { FACT_KINDS } from '../../../schemas/csv/kinds.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { findFiles } from '../import/files.ts';
import { importFiles } from '../import/import-files.ts';
import { importProgress } from '../import/progress.ts';

interface Options {
  paths: string[];
  source: Source;
  format?: (typeof FORMATS)[number] | undefined;
}

const HEADERS = FACT_KINDS.map(({ header }) => header).join(' or ');
const FORMATS = ['canonical', 'csv'] as const;

export const command: CommandModule<object, Options> = {
  command: 'import <paths..>',
  describe: 'load files of events (NDJSON, or CSV of daily marketing facts; .gz too) and folders of them',
  builder: describeOptions,
  handler: runImport,
};

function describeOptions(cli: Argv): Argv<Options> {
  return cli
    .positional('paths', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'files, folders or - for standard input',
    })
    .option('source', {
      requiresArg: true,
      choices: SOURCES,
      demandOption: true,
      describe: 'the source of lines that name none',
    })
    .option('format', {
      requiresArg: true,
      choices: FORMATS,
      describe: `what the files are: canonical, events as NDJSON; csv, tables of daily marketing facts with one of the headers ${HEADERS} (cost in major units, or cost_minor; more columns are kept). By default as their names end`,
    })
    .example('$0 import exports/2026/ --source sales', 'load every file of a folder')
    .example(
      '$0 import spend.csv --source marketing',
      'load what advertising cost; a corrected row takes the place of the one before',
    );
}

async function runImport({ paths, source, format }: Options): Promise<void> {
  const begun = new Date();
  const files = await findFiles(paths, { source, ...(format === undefined ? {} : { format }) });
  const progress = importProgress(files);
  const lake = diskLake(lakeFolder(lifecycleHome()));
  const counts = await importFiles({ files, lake, source, now: begun, onProgress: progress.show }).finally(
    progress.stop,
  );
  const seconds = (Date.now() - begun.getTime()) / 1000;
  process.stdout.write(`${JSON.stringify({ ...counts, seconds })}\n`);
}
