import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import { connectTrino } from '../../lambdas/lib/warehouse/trino.ts';
import { javaArguments, writeConfig } from './configure.ts';
import { installTrino } from './install.ts';
import { findJava } from './java.ts';
import { end, freePort, hasEnded, launch } from './process.ts';
import { timed } from './steps.ts';

export type TrinoServer = { url: string; stop: () => Promise<void> };

const patienceSeconds = 240;

/**
 * A real Trino on a free port of 127.0.0.1, ready for queries: catalogs `iceberg` and `hive` over `folder` (default: a
 * temporary one, removed at the end) and `tpch`. It ends with `stop`, and also when this process dies.
 * Throws `Fault` with the end of the server's log when it does not come up.
 */
export async function startTrino(folder?: string): Promise<TrinoServer> {
  const { java, major } = await timed('find a Java', findJava);
  const home = await timed('find or install the server', installTrino);
  const site = { home, folder: folder ?? (await mkdtemp(join(tmpdir(), 'trino-'))), port: await freePort() };
  await writeConfig(site);
  const classes = classArchive(`${home}.java-${major}.jsa`);
  const log = join(site.folder, 'server.log');
  const server = launch(java, javaArguments(site, classes), site.folder, log);
  const url = `http://127.0.0.1:${site.port}`;
  const stop = async (keep: boolean) => {
    await timed('stop the server', () => end(server));
    await (keep ? classes.keep() : classes.drop());
    if (folder === undefined) await rm(site.folder, { recursive: true, force: true });
  };
  try {
    await timed(`start the server at ${url}`, () => answering(url, server));
    return { url, stop: () => stop(true) };
  } catch (error) {
    const tail = (await readFile(log, 'utf8')).slice(-4000);
    await stop(false);
    throw new Fault(`[trino] the server did not come up: ${messageOf(error)}. The end of its log:\n${tail}`, {
      cause: error,
    });
  }
}

/** The JVM's archive of loaded classes. The first server writes one under a name of its own, so that nobody reads half of it. */
function classArchive(kept: string) {
  const own = `${kept}.${process.pid}`;
  const exists = existsSync(kept);
  return {
    exists,
    path: exists ? kept : own,
    keep: async () => (exists || !existsSync(own) ? undefined : rename(own, kept)),
    drop: () => rm(own, { force: true }),
  };
}

/** Waits for a query that needs a worker: one that needs none is answered seconds earlier, when nothing else works yet. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + patienceSeconds * 1000;
  for (;;) {
    if (hasEnded(server)) throw new Error('it ended');
    const error = await ask(url);
    if (error === undefined) return;
    if (performance.now() > deadline) throw error;
    await sleep(250);
  }
}

async function ask(url: string): Promise<unknown> {
  try {
    const warehouse = await connectTrino({ url, catalog: 'tpch', schema: 'tiny', user: 'test' });
    await warehouse.query('select count(*) from nation');
    return undefined;
  } catch (error) {
    return error;
  }
}

/** By hand: `npx tsx test/trino/server.ts [folder]` keeps a server running until Ctrl-C; TRINO_URL makes the tests use it. */
async function main(argument = '.lifecycle/trino'): Promise<void> {
  const folder = resolve(argument);
  await mkdir(folder, { recursive: true });
  const server = await startTrino(folder);
  process.stdout.write(`TRINO_URL=${server.url}\n`);
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
  await server.stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv[2]);
