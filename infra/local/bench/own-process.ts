import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Usage } from './compare.ts';

const REPORT_FD = 3;

/** Loaded before the program: it alone knows at the end what its threads took. */
const REPORTER = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeSync(${REPORT_FD}, JSON.stringify({ cpuMs: (user + system) / 1000, peakBytes: maxRSS * 1024 }));
});`)}`;

/**
 * Runs a command of this program in a process of its own, from its start to its end, over the state in `home`.
 * `program` is what Node is given before the command's words. Throws `Fault` with the command's own words when it fails.
 */
export async function usageOfCommand(
  program: readonly string[],
  words: readonly string[],
  home: string,
): Promise<Usage> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', REPORTER, ...program, ...words], {
    env: { ...process.env, LIFECYCLE_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [said, report, [code]] = await Promise.all([
    text(child.stderr as Readable),
    text(child.stdio[REPORT_FD] as Readable),
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Fault(`[bench] lifecycle ${words.join(' ')} ended with ${code}:\n${said.slice(-1000)}`);
  return { ...(JSON.parse(report) as { cpuMs: number; peakBytes: number }), wallMs: performance.now() - start };
}
