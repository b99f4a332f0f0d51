import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import type { Config } from '../../schemas/config.ts';
import { loadConfig } from './config.ts';
import { openLocalDashboard } from './dashboard.ts';
import { openLocalDoor } from './door.ts';
import { greeting } from './greeting.ts';
import { lakeFolder, lifecycleHome } from './home.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { runLive } from './sample/live.ts';
import { makeOwnKey } from './sample/send.ts';
import { showTeller } from './sample/show.ts';
import { catchUp, openState } from './sample/teller.ts';
import { doorsAndPages, startServer } from './server.ts';

export interface StartOptions {
  /** 0 takes any free port. */
  port: number;
  /** Without the sample company. */
  isEmpty: boolean;
  /** Seconds of the story in each of ours, once the home is up to date. */
  speed?: number;
}

/** Serves doors and pages, tells the sample its story, and ends in order when asked to. Throws `Fault` for a port in use. */
export async function serveUntilInterrupted({ port, ...options }: StartOptions): Promise<void> {
  const config = loadConfig();
  const home = lifecycleHome();
  const own = makeOwnKey();
  const hasKeys = config.writeKeys.length > 0;
  const writeKeys = hasKeys ? [...config.writeKeys, ...own.writeKeys] : [];
  const door = openLocalDoor({ lake: diskLake(lakeFolder(home)), writeKeys });
  const dashboard = openLocalDashboard(home);
  const server = await startServer({ handler: doorsAndPages(door.handler, dashboard.handler), port });
  const interrupt = listenForInterrupt(() =>
    say('[start] answering what is under way, then stopping. Again stops at once'),
  );
  const greet = () =>
    process.stdout.write(greeting({ url: server.url, folder: lakeFolder(home), hasKeys, now: new Date() }));
  try {
    await live({ ...options, home, config, url: server.url, key: own.key }, interrupt, greet);
    await interrupt.asked;
  } finally {
    await server.close();
    await door.drain();
    await dashboard.close();
  }
}

type Life = Omit<StartOptions, 'port'> & { home: string; config: Config; url: string; key: string };

async function live({ isEmpty, speed, home, config, url, key }: Life, { signal }: Interrupt, greet: () => void) {
  const now = Date.now();
  const state = isEmpty ? null : openState(home, now);
  if (state === null) {
    if (!isEmpty)
      say(`[start] ${home} holds other data than the sample: it is left as it is. --empty says nothing of it`);
    greet();
    return;
  }
  const teller = showTeller({ home, config, send: { url, key, signal, clock: Date.now } });
  const told = await catchUp(state, now, teller);
  if (signal.aborted) return;
  greet();
  if (speed !== undefined) await runLive(told, { speed }, teller);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
