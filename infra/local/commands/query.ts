import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { openDuckDb } from '../../../lambdas/lib/warehouse/duckdb.ts';
import { useSchemaReadOnly } from '../../../sql/statements.ts';
import { lifecycleHome, warehousePath } from '../home.ts';
import { FORMATS, type Format, print } from '../print.ts';
import { SCHEMA } from '../refresh.ts';

type Arguments = { sql?: string | undefined; format: Format };

async function handler({ sql, format }: Arguments): Promise<void> {
  const path = warehousePath(lifecycleHome());
  if (!existsSync(path)) {
    throw new Fault(
      `[query] there is no warehouse at ${path} yet; run \`lifecycle refresh\` first, or set LIFECYCLE_HOME`,
      { exitCode: 2 },
    );
  }
  const warehouse = await openDuckDb({ path, readOnly: true });
  try {
    for (const statement of useSchemaReadOnly(SCHEMA)) await warehouse.run(statement);
    print(await warehouse.query(sql ?? ''), format);
  } finally {
    await warehouse.close();
  }
}

export const command: CommandModule<object, Arguments> = {
  command: 'query <sql>',
  describe: 'Read-only SQL over the published tables (DuckDB; schema lifecycle is the default)',
  builder: (yargs) =>
    yargs
      .positional('sql', { type: 'string', describe: 'One select' })
      .option('format', { choices: FORMATS, default: 'table' as const, describe: 'How rows are printed' })
      .example('$0 query "select stage, count(*) from customers group by stage"', 'who stands where'),
  handler,
};
