import type { CommandModule } from 'yargs';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { decide } from './decide.ts';
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
      const decided = await decide(diskLake(lakeFolder(lifecycleHome())), action, [one, other], Date.now());
      process.stdout.write(`${JSON.stringify(decided)}\n`);
    },
  };
}
