// Written by npm run gen from the files of this folder.
import type { Argv } from 'yargs';
import { command as backfillCommand } from './backfill.ts';
import { command as benchCommand } from './bench.ts';
import { command as completeCommand } from './complete.ts';
import { command as diffCommand } from './diff.ts';
import { command as explainCommand } from './explain.ts';
import { command as importCommand } from './import.ts';
import { command as keyCommand } from './key.ts';
import { command as lineageCommand } from './lineage.ts';
import { command as linkCommand } from './link.ts';
import { command as queryCommand } from './query.ts';
import { command as refreshCommand } from './refresh.ts';
import { command as rejectsCommand } from './rejects.ts';
import { command as replayCommand } from './replay.ts';
import { command as startCommand } from './start.ts';
import { command as unlinkCommand } from './unlink.ts';

/** Adds every command of this folder to a command line. */
export function addCommands(cli: Argv): Argv {
  cli.command(backfillCommand);
  cli.command(benchCommand);
  cli.command(completeCommand);
  cli.command(diffCommand);
  cli.command(explainCommand);
  cli.command(importCommand);
  cli.command(keyCommand);
  cli.command(lineageCommand);
  cli.command(linkCommand);
  cli.command(queryCommand);
  cli.command(refreshCommand);
  cli.command(rejectsCommand);
  cli.command(replayCommand);
  cli.command(startCommand);
  cli.command(unlinkCommand);
  return cli;
}
