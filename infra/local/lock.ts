import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { Fault } from '../../lambdas/lib/errors.ts';

type Holder = { pid: number; host: string; since: string };

/** Exit code of a command that finds another at work. */
const BUSY = 3;

/**
 * Takes the lock file, runs the work, gives the lock back. A holder that no longer lives on this host is taken over.
 * Throws `Fault` (exit code 3) naming the holder where another is at work.
 */
export async function withLock<T>(path: string, now: string, work: () => Promise<T>): Promise<T> {
  take(path, { pid: process.pid, host: hostname(), since: now });
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, holder: Holder): void {
  if (create(path, holder)) return;
  const other = read(path);
  if (other !== null && isAlive(other)) {
    throw new Fault(
      `[refresh] another refresh is running: process ${other.pid} on ${other.host} since ${other.since}. Wait for it, or end it`,
      { exitCode: BUSY },
    );
  }
  // rename is atomic: of two that find a dead holder, the later one reads the other's name back and gives way
  const claim = `${path}.${process.pid}`;
  writeFileSync(claim, JSON.stringify(holder));
  renameSync(claim, path);
  const owner = read(path);
  if (owner?.pid !== holder.pid || owner.host !== holder.host)
    throw new Fault('[refresh] another refresh took the lock', { exitCode: BUSY });
}

function create(path: string, holder: Holder): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify(holder));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
