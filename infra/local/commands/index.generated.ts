// Written by npm run gen from the files of this folder.
import type { Argv } from 'yargs';
import { command as importCommand } from './import.ts';
import { command as queryCommand } from './query.ts';
import { command as refreshCommand } from './refresh.ts';
import { command as startCommand } from './start.ts';

/** Adds every command of this folder to a command line. */
export function addCommands(cli: Argv): Argv {
  cli.command(importCommand);
  cli.command(queryCommand);
  cli.command(refreshCommand);
  cli.command(startCommand);
  return cli;
}
