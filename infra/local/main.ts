import { hideBin } from 'yargs/helpers';
import { runCommandLine } from './command-line.ts';

// a reader that has seen enough (`| head`) closes the pipe: no fault of ours, and no reason to leave work that only told its progress
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(hideBin(process.argv));
