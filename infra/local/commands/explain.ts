import type { CommandModule } from 'yargs';
import { loadCatalog } from '../catalog.ts';
import { expectWarehouse } from '../expect-warehouse.ts';
import { personPage } from '../explain/page.ts';
import { lifecycleHome } from '../home.ts';
import { jsonLine } from '../json.ts';
import { styleOf } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

const FORMATS = ['text', 'json'] as const;
type Arguments = { identifier: string; model?: string | undefined; limit: number; format: (typeof FORMATS)[number] };

export const command: CommandModule<object, Arguments> = {
  command: 'explain <identifier>',
  describe: 'why a customer is where they are: identifiers, stages and their causes, changes, signals, events',
  builder: (cli) =>
    cli
      .positional('identifier', {
        type: 'string',
        demandOption: true,
        describe: 'type:value, a bare value, or a customer_id, also one that the customer once had',
      })
      .option('model', { type: 'string', requiresArg: true, describe: 'only the stages of these models, by comma' })
      .option('limit', {
        type: 'number',
        requiresArg: true,
        default: 10,
        describe: 'how many events and signals, the latest first',
      })
      .option('format', {
        requiresArg: true,
        choices: FORMATS,
        default: 'text' as const,
        describe: 'how the page is printed',
      })
      .example('$0 explain email:ana@example.com --model five_stage', 'one person, one model'),
  handler: printPerson,
};

async function printPerson({ identifier, model, limit, format }: Arguments): Promise<void> {
  const home = lifecycleHome();
  expectWarehouse(home, 'explain');
  // loaded here, so that commands without tables start without DuckDB
  const { explain } = await import('../explain/explain.ts');
  const only = model === undefined ? {} : { only: model.split(',').map((name) => name.trim()) };
  const limits = { limit: wholeNumber('explain', 'limit', limit), ...only };
  const person = await explain({ home, catalog: loadCatalog(), asked: identifier, ...limits });
  process.stdout.write(
    format === 'json' ? jsonLine(person) : personPage(person, styleOf(process.stdout.isTTY === true)),
  );
}
