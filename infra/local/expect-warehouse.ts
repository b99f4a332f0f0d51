import { existsSync } from 'node:fs';
import { Fault } from '../../lambdas/lib/errors.ts';
import { warehousePath } from './home.ts';

/** Throws `Fault` (exit code 2) for a command that reads tables before there are any. */
export function expectWarehouse(home: string, command: string): void {
  if (existsSync(warehousePath(home))) return;
  throw new Fault(
    `[${command}] there is no warehouse in ${home} yet. Run \`lifecycle refresh\` first, or set LIFECYCLE_HOME`,
    { exitCode: 2 },
  );
}
