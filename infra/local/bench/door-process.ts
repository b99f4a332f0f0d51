import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Usage } from './compare.ts';
import type { Served, ServerUsage } from './door-server.ts';

/** A server in a process of its own, so that its CPU time can be told from its clients'. */
export interface DoorProcess {
  url: string;
  /** What a work took of the server; the clients' part is not in it. */
  usageOf(work: () => Promise<void>): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts `lifecycle bench door --serve` over the state in `home`. Throws `Fault` when it ends before it serves. */
export async function startDoorProcess(program: readonly string[], served: Served, home: string): Promise<DoorProcess> {
  const child = spawn(process.execPath, [...program, 'bench', 'door', '--serve', served], {
    env: { ...process.env, LIFECYCLE_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const { done, value } = await lines.next();
    if (done) throw new Fault(`[bench] the server of ${served} has ended. What it said stands above`);
    return JSON.parse(value) as T;
  };
  const usage = async () => {
    child.stdin.write('\n');
    return next<ServerUsage>();
  };
  const { url } = await next<{ url: string }>();
  return { url, usageOf: (work) => usageBetween(work, usage), stop: () => end(child) };

  async function end({ stdin }: typeof child): Promise<void> {
    const ended = once(child, 'exit');
    stdin.end();
    await ended;
  }
}

async function usageBetween(work: () => Promise<void>, usage: () => Promise<ServerUsage>): Promise<Usage> {
  const before = await usage();
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const { cpuMs, peakBytes } = await usage();
  return { cpuMs: cpuMs - before.cpuMs, wallMs, peakBytes };
}
