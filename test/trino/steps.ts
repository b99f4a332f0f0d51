import { spawn } from 'node:child_process';
import { Fault } from '../../lambdas/lib/errors.ts';

/** Runs one slow step, telling on stderr what it is and, at its end, how many seconds it took; answers the step's own answer. */
export async function timed<T>(name: string, step: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stderr.write(`[trino] ${name} ...\n`);
  const answer = await step();
  process.stderr.write(`[trino] ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return answer;
}

/** Runs a program to its end and answers its stdout. Throws `Fault` with the end of its output when it fails, and `missing` when it cannot be found. */
export function execute(program: string, args: string[], missing: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes;
      all = (all + bytes).slice(-4000);
    });
    child.stderr.on('data', (bytes: Buffer) => {
      all = (all + bytes).slice(-4000);
    });
    child.on('error', (cause) => reject(new Fault(`[trino] ${program} does not start. ${missing}`, { cause })));
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Fault(`[trino] ${program} ${args[0] ?? ''} ended with ${code}:\n${all.trim()}`));
    });
  });
}
