import { readdirSync, writeFileSync } from 'node:fs';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { Fault, messageOf } from '../lambdas/lib/errors.ts';
import { buildCatalog, type Catalog } from '../sql/catalog.ts';
import { readSqlFiles } from '../sql/files.ts';
import { findStale, generateAll } from './gen.ts';
import { metricSubject, modelSubject, providerSubject, type Subject } from './new/names.ts';
import { nextSteps } from './new/next-steps.ts';
import { fillTemplate, readTemplate, type Template, writeNew } from './new/scaffold.ts';

const UNITS = ['count', 'ratio'] as const;
/** npm runs scripts in the repository's folder, as the generators expect it. */
const ROOT = '.';

const cli = yargs(hideBin(process.argv))
  .scriptName('npm run new')
  .usage('$0 <what> <name>\n\nwrites the files of a new thing, working as they stand, and says what to do next')
  .command(
    'metric <name> [unit]',
    'a metric: sql/metrics/<name>.{sql,yml} and a first case',
    (command) =>
      command
        .positional('name', { type: 'string', demandOption: true, describe: 'a noun phrase in snake_case' })
        .positional('unit', { choices: UNITS, default: 'count' as const, describe: 'what kind of figure it is' }),
    ({ name, unit }) => create(`${unit}-metric`, metricSubject(name, readCatalog())),
  )
  .command(
    'model <path>',
    'a table: sql/<layer>/<name>.{sql,yml} and a first case',
    (command) => command.positional('path', { type: 'string', demandOption: true, describe: '<layer>/<name>' }),
    ({ path }) => create('model', modelSubject(path, readCatalog())),
  )
  .command(
    'provider <name>',
    'a vendor: schemas/providers/<name>.ts and its fixture pair',
    (command) => command.positional('name', { type: 'string', demandOption: true, describe: 'letters and digits' }),
    ({ name }) => create('provider', providerSubject(name, readdirSync('schemas/providers'))),
  )
  .demandCommand(1, 'what is to be made? metric, model or provider')
  .strict()
  .version(false)
  .fail((message, error) => {
    throw error ?? new Fault(`[new] ${message}\nnpm run new -- --help tells what there is`, { exitCode: 2 });
  });

function readCatalog(): Catalog {
  return buildCatalog(readSqlFiles('sql'));
}

async function create(template: Template, subject: Subject): Promise<void> {
  const files = fillTemplate(readTemplate(ROOT, template), subject);
  writeNew(ROOT, files);
  const generated = await generate();
  process.stdout.write(report(subject, Object.keys(files), generated));
}

/** Brings the generated files up to date and answers which had to be written. */
async function generate(): Promise<string[]> {
  const texts = await generateAll();
  const stale = await findStale(texts);
  for (const file of stale) writeFileSync(file, texts[file] ?? '');
  return stale;
}

function report(subject: Subject, written: readonly string[], generated: readonly string[]): string {
  const list = (files: readonly string[]) => files.map((file) => `  ${file}\n`).join('');
  return `written
${list(written)}${generated.length === 0 ? '' : `generated anew\n${list(generated)}`}next
${list(nextSteps(subject).map((step, index) => `${index + 1}. ${step}`))}`;
}

try {
  await cli.parseAsync();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = error instanceof Fault ? error.exitCode : 1;
}
