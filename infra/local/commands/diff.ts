import type { CommandModule } from 'yargs';
import { loadCatalog } from '../catalog.ts';
import { diffModels } from '../diff/diff.ts';
import { diffPage } from '../diff/page.ts';
import { expectWarehouse } from '../expect-warehouse.ts';
import { lifecycleHome } from '../home.ts';
import { jsonLine } from '../json.ts';
import { styleOf } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

const FORMATS = ['text', 'json'] as const;
type Arguments = { from: string; to: string; limit: number; format: (typeof FORMATS)[number] };

export const command: CommandModule<object, Arguments> = {
  command: 'diff <from> <to>',
  describe: 'who would stand where if the rule changed: two stage models side by side',
  builder: (cli) =>
    cli
      .positional('from', { type: 'string', demandOption: true, describe: 'a stage model as model@version' })
      .positional('to', { type: 'string', demandOption: true, describe: 'another, or another version' })
      .option('limit', {
        type: 'number',
        requiresArg: true,
        default: 20,
        describe: 'how many of the customers that move are listed',
      })
      .option('format', {
        requiresArg: true,
        choices: FORMATS,
        default: 'text' as const,
        describe: 'how it is printed',
      })
      .example('$0 diff growth@1 growth@2', 'what version 2 would change'),
  handler: printDiff,
};

async function printDiff({ from, to, limit, format }: Arguments): Promise<void> {
  const input = { from, to, catalog: loadCatalog(), limit: wholeNumber('diff', 'limit', limit) };
  const home = lifecycleHome();
  expectWarehouse(home, 'diff');
  // loaded here, so that commands without tables start without DuckDB
  const { readTables } = await import('../published-file.ts');
  const diff = await readTables(home, (warehouse) => diffModels(warehouse, input));
  process.stdout.write(format === 'json' ? jsonLine(diff) : diffPage(diff, styleOf(process.stdout.isTTY === true)));
}
