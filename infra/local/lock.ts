import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Fault } from '../../lambdas/lib/errors.ts';

type Holder = { pid: number; host: string; since: string };

/** Exit code of a command that finds another at work. */
const BUSY = 3;

/** Locks that this process holds: its own pid in a file means nothing after a restart that gave it the number of a dead one. */
const held = new Set<string>();

/**
 * Takes the lock file, runs the work, gives the lock back. A holder that no longer lives on this host is taken over.
 * Throws `Fault` (exit code 3) naming the holder and the file where another is at work.
 */
export async function withLock<T>(path: string, now: string, work: () => Promise<T>): Promise<T> {
  take(path, { pid: process.pid, host: hostname(), since: now });
  held.add(path);
  try {
    return await work();
  } finally {
    held.delete(path);
    rmSync(path, { force: true });
  }
}

function take(path: string, holder: Holder): void {
  if (create(path, holder)) return;
  expectDead(path);
  // one process at a time removes a dead holder, and looks again before it does
  const guard = `${path}.takeover`;
  if (!create(guard, holder))
    throw new Fault(`[refresh] another refresh is taking over ${path}. If none runs, remove ${guard}`, {
      exitCode: BUSY,
    });
  try {
    expectDead(path);
    rmSync(path, { force: true });
    if (!create(path, holder)) expectDead(path);
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Throws where the holder lives, or cannot be told to be dead. */
function expectDead(path: string): void {
  const other = read(path);
  if (other === null || !isAlive(other, path)) return;
  throw new Fault(
    `[refresh] another refresh is running: process ${other.pid} on ${other.host} since ${other.since}. Wait for it, or end it; if it is gone, remove ${path}`,
    { exitCode: BUSY },
  );
}

/** A link appears with its content, so nobody ever reads half a lock. False where there is one already. */
function create(path: string, holder: Holder): boolean {
  const claim = `${path}.${process.pid}.claim`;
  writeFileSync(claim, JSON.stringify(holder));
  try {
    linkSync(claim, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(claim);
  }
}

function read(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, host }: Holder, path: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
