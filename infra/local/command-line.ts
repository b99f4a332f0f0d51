import yargs, { type Argv } from 'yargs';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { addCommands } from './commands/index.generated.ts';
import { STANDARD_INPUT } from './import/files.ts';
import { refusalOf } from './refusal.ts';

const USAGE_EXIT_CODE = 2;
const WIDEST = 100;

const ABOUT = `$0 <command>

who is at which stage of the customer lifecycle, since when and why`;

const EPILOGUE = `Environment:
  LIFECYCLE_HOME    the folder of the lake and the tables; .lifecycle where it is not set
  LIFECYCLE_CONFIG  the settings; lifecycle.config.json where it is not set
  NO_COLOR          set to anything: no colours; there are none either where output is no terminal

Exit codes: 0 done, 1 a fault, 2 a command line, file or setting that cannot be used, 3 another refresh is running`;

/** Runs one command line. Returns the exit code: 0, a fault's own, 2 for a command line that is not understood. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    await commandLine(words).parseAsync();
    return 0;
  } catch (error) {
    process.stderr.write(explain(error));
    return error instanceof Fault ? error.exitCode : 1;
  }
}

/** The command line, not run yet: parsing it runs the command. It throws `Fault` (exit code 2) for words that are not understood. */
export function commandLine(words: readonly string[]): Argv {
  // yargs loses a bare - among the words of a command.
  const cli = yargs(words.map((word) => (word === '-' ? STANDARD_INPUT : word)))
    .scriptName('lifecycle')
    .locale('en')
    .usage(ABOUT)
    .version(packageJson.version)
    .describe({ help: 'what a command does and takes', version: 'the version' })
    .demandCommand(1, 'no command is given')
    .completion('completion', 'print a completion script for your shell; add it to ~/.bashrc or ~/.zshrc')
    .strict()
    .check(() => expectOnce(words))
    .wrap(Math.min(WIDEST, process.stdout.columns ?? WIDEST))
    .example('$0 import events.ndjson --source web', 'take in what others know')
    .example('$0 refresh', 'make the tables of it')
    .example('$0 explain email:ana@example.com', 'why somebody is where they are')
    .epilogue(EPILOGUE)
    .fail((message: string | null, error: Error | undefined, at) => refuse(words, message, error, at));
  return addCommands(cli);
}

/** yargs would make a list of both values, where commands expect one. */
function expectOnce(words: readonly string[]): true {
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=', 1)[0]);
  const twice = options.find((option, i) => options.indexOf(option) !== i);
  if (twice === undefined) return true;
  throw new Fault(`[lifecycle] ${twice} is given twice. Give it once`, { exitCode: USAGE_EXIT_CODE });
}

/** A handler's error goes on as it is; what yargs itself finds wrong is a fault of the command line. */
function refuse(words: readonly string[], message: string | null, error: Error | undefined, at: Argv): never {
  if (error !== undefined && error.name !== 'YError') throw error;
  let help = '';
  at.showHelp((text) => {
    help = text;
  });
  throw new Fault(refusalOf({ words, message: message ?? messageOf(error), help }), { exitCode: USAGE_EXIT_CODE });
}

function explain(error: unknown): string {
  if (!(error instanceof Fault)) return `${error instanceof Error ? error.stack : messageOf(error)}\n`;
  return `${error.message}\n${causeLine(error)}`;
}

/** Only what the message does not say already. */
function causeLine({ cause, message }: Fault): string {
  if (cause === undefined || message.includes(messageOf(cause))) return '';
  return `  cause: ${messageOf(cause)}\n`;
}
