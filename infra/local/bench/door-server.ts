import { createInterface } from 'node:readline';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { openLocalDoor } from '../door.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { type LocalHandler, startServer } from '../server.ts';

/** `door`: the real one over a disk; `nothing`: a handler that takes the body and says 200. */
export const SERVED = ['door', 'nothing'] as const;
export type Served = (typeof SERVED)[number];

/**
 * Serves for a bench in another process: writes its address, then one line of `ServerUsage` for each line that it reads,
 * and ends with its standard input.
 */
export async function serveForBench(served: Served): Promise<void> {
  const server = await startServer({ handler: served === 'door' ? doorHandler() : nothing, port: 0 });
  say({ url: server.url });
  for await (const _ of createInterface({ input: process.stdin })) say(usage());
  await server.close();
}

/** What the process took since it began, and the most that it held. */
export interface ServerUsage {
  cpuMs: number;
  peakBytes: number;
}

function doorHandler(): LocalHandler {
  return openLocalDoor({ lake: diskLake(lakeFolder(lifecycleHome())), writeKeys: [] }).handler;
}

const nothing: LocalHandler = async () => ({ statusCode: 200, headers: {}, body: '{}' });

function usage(): ServerUsage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 };
}

function say(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
