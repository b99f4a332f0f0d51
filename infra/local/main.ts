import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { addCommands } from './commands/index.generated.ts';
import { STANDARD_INPUT } from './import/files.ts';

const USAGE_EXIT_CODE = 2;

/** Runs one command line. Returns the exit code: 0, a fault's own, 2 for a command line that is not understood. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  // yargs loses a bare - among the words of a command.
  const cli = yargs(words.map((word) => (word === '-' ? STANDARD_INPUT : word)))
    .scriptName('lifecycle')
    .usage('$0 <command>\n\nwho is at which stage of the customer lifecycle, since when and why')
    .version(packageJson.version)
    .demandCommand(1, 'which command?')
    .recommendCommands()
    .completion('completion', 'print a completion script for your shell')
    .strict()
    .wrap(Math.min(100, process.stdout.columns ?? 100))
    .fail(refuse);
  try {
    await addCommands(cli).parseAsync();
    return 0;
  } catch (error) {
    process.stderr.write(explain(error));
    return error instanceof Fault ? error.exitCode : 1;
  }
}

/** A handler's error goes on as it is; what yargs itself finds wrong is a fault of the command line. */
function refuse(message: string | null, error: Error | undefined): never {
  if (error !== undefined && error.name !== 'YError') throw error;
  const problem = message ?? messageOf(error);
  throw new Fault(`[lifecycle] ${problem}\nlifecycle --help tells what there is`, { exitCode: USAGE_EXIT_CODE });
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

// a reader that has seen enough (`| head`) closes the pipe: no fault of ours, and no reason to leave work that only told its progress
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(hideBin(process.argv));
