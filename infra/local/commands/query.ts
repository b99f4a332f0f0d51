import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { expectWarehouse } from '../expect-warehouse.ts';
import { lifecycleHome } from '../home.ts';
import { FORMATS, type Format, print } from '../print.ts';

type Arguments = { sql: string; format: Format };

async function handler({ sql, format }: Arguments): Promise<void> {
  const home = lifecycleHome();
  if (sql.trim() === '') throw new Fault('[query] there is no SQL to run. Give one select', { exitCode: 2 });
  expectWarehouse(home, 'query');
  // loaded here, so that commands without tables start without DuckDB
  const { readTables } = await import('../published-file.ts');
  print(await readTables(home, (warehouse) => warehouse.query(sql)), format);
}

export const command: CommandModule<object, Arguments> = {
  command: 'query <sql>',
  describe: 'read-only SQL over the published tables (DuckDB; schema lifecycle is the default)',
  builder: (yargs) =>
    yargs
      .positional('sql', { type: 'string', demandOption: true, describe: 'one select' })
      .option('format', {
        requiresArg: true,
        choices: FORMATS,
        default: 'table' as const,
        describe: 'how rows are printed',
      })
      .example('$0 query "select stage, count(*) from customers group by stage"', 'who stands where'),
  handler,
};
