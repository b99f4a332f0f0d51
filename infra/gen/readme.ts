import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCatalog } from '../../sql/catalog.ts';
import { readSqlFiles } from '../../sql/files.ts';
import { fillSections } from './readme/fill-sections.ts';
import { type Command, commandRows, metricRows, stageModelRows, tableRows } from './readme/rows.ts';

const TARGET = 'README.md';
const COMMANDS = 'infra/local/commands';

/** The tour with its tables as the command modules and the twins have them; every word outside the markers stays. */
export async function generate(): Promise<Record<string, string>> {
  // the union of the metrics is generated too, and may still name a metric that is gone
  const catalog = buildCatalog({ ...readSqlFiles('sql'), 'metrics/metrics.sql': 'select 1' });
  const sections = {
    commands: commandRows(await readCommands()),
    'stage models': stageModelRows(catalog.stageModels),
    metrics: metricRows(catalog),
    tables: tableRows(catalog),
  };
  return { [TARGET]: fillSections(await readFile(TARGET, 'utf8'), sections) };
}

async function readCommands(): Promise<Command[]> {
  const files = (await readdir(COMMANDS)).filter((file) => file.endsWith('.ts') && !file.includes('.generated.'));
  return Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(pathToFileURL(path.resolve(COMMANDS, file)).href)) as { command: Command };
      return module.command;
    }),
  );
}
