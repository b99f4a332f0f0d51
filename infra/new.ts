import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import yargs from 'yargs';
import { buildCatalog } from '../sql/catalog.ts';
import { readSqlFiles } from '../sql/files.ts';
import { type Files, parsePlace, problemWith, scaffoldMetric, scaffoldModel } from './new/scaffold.ts';

function refuse(problem: string): never {
  process.stderr.write(`[new] ${problem}\n`);
  process.exit(2);
}

function write(name: string, files: Files): void {
  const problem = problemWith(name, new Set(buildCatalog(readSqlFiles('sql')).relations.keys()));
  if (problem !== null) refuse(problem);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    process.stdout.write(`wrote ${path}\n`);
  }
  execFileSync(process.execPath, ['--import', 'tsx', 'infra/gen.ts'], { stdio: 'inherit' });
  process.stdout.write(
    `next: change the select, its twin and the case, then npx vitest run test/sql/cases.test.ts -t ${name}\n`,
  );
}

await yargs(process.argv.slice(2))
  .scriptName('npm run new --')
  .command(
    'metric <name>',
    'a metric: sql/metrics/<name>.{sql,yml} and a case; the union of metrics takes it in',
    (cli) =>
      cli.positional('name', {
        type: 'string',
        demandOption: true,
        describe: 'snake_case, a noun phrase with its unit',
      }),
    ({ name }) => write(name, scaffoldMetric(name)),
  )
  .command(
    'model <place>',
    'a table: sql/<layer>/<name>.{sql,yml} and a case',
    (cli) =>
      cli.positional('place', {
        type: 'string',
        demandOption: true,
        describe: '<layer>/<name>, for example value/customer_scores',
      }),
    ({ place }) => {
      const parsed = parsePlace(place);
      if (parsed === null)
        refuse(`${place} names no layer of sql/; write <layer>/<name>, for example value/customer_scores`);
      write(parsed.name, scaffoldModel(parsed.layer, parsed.name));
    },
  )
  .demandCommand(1, 'what is to be made? metric <name> or model <layer>/<name>')
  .strict()
  .help()
  .parse();
