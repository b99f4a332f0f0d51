import type { CommandModule } from 'yargs';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { makeWriteKey } from '../write-key.ts';

type Arguments = { source: Source; name?: string | undefined };

export const command: CommandModule<object, Arguments> = {
  command: 'key',
  describe: 'make a write key, and what lifecycle.config.json needs to know of it',
  builder: (cli) =>
    cli
      .option('source', { requiresArg: true, choices: SOURCES, demandOption: true, describe: 'what it may send' })
      .option('name', { type: 'string', requiresArg: true, describe: 'who sends with it, to tell keys apart' })
      .example('$0 key --source web --name website > website.key', 'the key alone is on standard output'),
  handler: printKey,
};

function printKey({ source, name }: Arguments): void {
  const { key, entry } = makeWriteKey(source, name);
  process.stdout.write(`${key}\n`);
  for (const remark of [ONCE, `${WHERE}\n\n  ${JSON.stringify(entry)}\n`, ROTATE])
    process.stderr.write(`[key] ${remark}\n`);
}

const ONCE = 'this is the only time that the key is told: nothing keeps it. Give it to its sender by a safe way';
const WHERE =
  'add to writeKeys of lifecycle.config.json (in the cloud: to the parameter of write keys), and start the door again:';
const ROTATE =
  'to rotate: add the new key beside the old, move the senders, then remove the old entry. Both are good meanwhile';
