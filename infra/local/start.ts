import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { loadConfig } from './config.ts';
import { openLocalDashboard } from './dashboard.ts';
import { openLocalDoor } from './door.ts';
import { greeting } from './greeting.ts';
import { lakeFolder, lifecycleHome } from './home.ts';
import { listenForInterrupt } from './interrupt.ts';
import { importTableInto } from './sample/import-table.ts';
import { runLive } from './sample/live.ts';
import { makeOwnKeys } from './sample/send.ts';
import { showTeller } from './sample/show.ts';
import type { SampleState } from './sample/state.ts';
import { catchUp, openState, type Teller } from './sample/teller.ts';
import { loadSecrets } from './secrets.ts';
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
export async function serveUntilInterrupted({ port, isEmpty, speed }: StartOptions): Promise<void> {
  const config = loadConfig();
  const home = lifecycleHome();
  const state = isEmpty ? null : openState(home, Date.now());
  if (state === null && !isEmpty)
    say(`[start] ${home} holds other data than the sample company's, and is left as it is`);
  const own = makeOwnKeys();
  const hasKeys = config.writeKeys.length > 0;
  const writeKeys = hasKeys ? [...config.writeKeys, ...own.writeKeys] : [];
  const { publicUrl } = config;
  const door = openLocalDoor({
    ...{ lake: diskLake(lakeFolder(home)), writeKeys, secrets: loadSecrets(own.secrets) },
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  const dashboard = openLocalDashboard(home);
  const server = await startServer({ handler: doorsAndPages(door.handler, dashboard.handler), port, publicUrl });
  const interrupt = listenForInterrupt(() =>
    say('[start] answering what is under way, then stopping. Again stops at once'),
  );
  const greet = () =>
    process.stdout.write(greeting({ url: server.url, folder: lakeFolder(home), hasKeys, now: new Date() }));
  const send = {
    ...{ url: server.url, publicUrl, key: own.key, secrets: own.secrets, importTable: importTableInto(home) },
    ...{ signal: interrupt.signal, clock: Date.now },
  };
  try {
    await tellStory(state, speed, showTeller({ home, config, send }), greet);
    await interrupt.asked;
  } finally {
    await server.close();
    await door.drain();
    await dashboard.close();
  }
}

/** Brings the home up to date, greets, and lets the story live on where that is asked for. */
async function tellStory(state: SampleState | null, speed: number | undefined, teller: Teller, greet: () => void) {
  const told = state === null ? null : await catchUp(state, Date.now(), teller);
  if (teller.send.signal.aborted) return;
  greet();
  if (told !== null && speed !== undefined) await runLive(told, { speed }, teller);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
