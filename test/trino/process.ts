import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 30_000;

/** A program that works in a folder, writes its log there, and ends with this process, by whatever means this one dies. */
export function launch(program: string, args: string[], folder: string, log: string): ChildProcess {
  const file = openSync(log, 'w');
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', file, file] });
  if (child.pid !== undefined) watch(child.pid);
  return child;
}

/** A shell that waits for the end of a pipe from this process: not even SIGKILL leaves a server behind. */
function watch(pid: number): void {
  const script = 'cat > /dev/null; kill "$1" 2> /dev/null';
  const watcher = spawn('sh', ['-c', script, 'watch', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  (watcher.stdin as unknown as { unref: () => void }).unref();
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Asks a program to end and waits for it; after half a minute it is made to. */
export async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]);
  if (!hasEnded(child)) child.kill('SIGKILL');
  await ended;
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
