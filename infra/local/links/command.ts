import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { lakeFolder, lifecycleHome, warehousePath } from '../home.ts';
import { jsonLine } from '../json.ts';
import { type Decided, decide } from './decide.ts';
import type { Action } from './decision.ts';

type Arguments = { one: string; other: string };

/** The command of one action: `link` and `unlink` differ in the word and in what they say. */
export function linkCommand(action: Action, describe: string): CommandModule<object, Arguments> {
  return {
    command: `${action} <one> <other>`,
    describe,
    builder: (cli) =>
      cli
        .positional('one', { type: 'string', demandOption: true, describe: 'an identifier as type:value' })
        .positional('other', { type: 'string', demandOption: true, describe: 'another' })
        .example(`$0 ${action} crm_id:hubspot:123 email:ana@example.com`, 'then refresh, to see it in the tables'),
    handler: async ({ one, other }) => {
      const home = lifecycleHome();
      const decided = await decide(diskLake(lakeFolder(home)), action, [one, other], Date.now());
      process.stdout.write(jsonLine(decided));
      for (const remark of await readRemarks(home, decided)) process.stderr.write(`[${action}] ${remark}\n`);
    },
  };
}

async function readRemarks(home: string, decided: Decided): Promise<string[]> {
  if (!existsSync(warehousePath(home))) return [];
  // loaded here, so that commands without tables start without DuckDB
  const [{ readTables }, { remarksOn }] = await Promise.all([import('../published-file.ts'), import('./remarks.ts')]);
  return readTables(home, (warehouse) => remarksOn(warehouse, decided));
}
