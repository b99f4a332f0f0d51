import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../lambdas/lib/errors.ts';
import { settings } from './settings.ts';
import { execute, timed } from './steps.ts';

const version = '476';
const plugins = ['hive', 'iceberg', 'tpch'];
/** Drivers of services that no catalog here talks to: 155 MB of the two lake plugins. */
const unneeded = ['snowflake-jdbc', 'rocksdbjni', 'alluxio', 'conscrypt', 'grpc-xds'];
const withoutMaven =
  'Install Maven (Debian: "apt-get install maven"), which fetches the server, or let TRINO_URL name a running Trino.';

/**
 * The folder of an unpacked Trino server, from the cache or, the first time, through Maven (821 MB, half a minute).
 * Two runs at once both succeed: each unpacks into a folder of its own and the first to rename wins.
 * Throws `Fault` where Maven or tar fails.
 */
export async function installTrino(): Promise<string> {
  const home = join(settings.cache, `trino-${version}`);
  if (existsSync(home)) return home;
  await mkdir(settings.cache, { recursive: true });
  await removeAbandoned();
  const work = await mkdtemp(join(settings.cache, 'installing-'));
  try {
    const archive = await timed('download the server', () => download(work));
    const unpacked = await timed('unpack the server', () => unpack(archive, work));
    await publish(unpacked, home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return home;
}

/** What a run that was killed left behind, a gigabyte; an hour is longer than any install takes. */
async function removeAbandoned(): Promise<void> {
  for (const name of (await readdir(settings.cache)).filter((entry) => entry.startsWith('installing-'))) {
    const path = join(settings.cache, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

/** The server's archive; Maven's own repository goes into `work` too, so that no second copy stays behind. */
async function download(work: string): Promise<string> {
  const to = (folder: string) => join(work, folder);
  const artifact = `-Dartifact=io.trino:trino-server:${version}:tar.gz`;
  const folders = [`-Dmaven.repo.local=${to('repository')}`, `-DoutputDirectory=${to('archive')}`];
  await execute('mvn', ['-B', '-q', 'dependency:copy', artifact, ...folders], withoutMaven);
  return join(to('archive'), `trino-server-${version}.tar.gz`);
}

async function unpack(archive: string, work: string): Promise<string> {
  const to = join(work, 'server');
  const members = join(work, 'members');
  await mkdir(to);
  await writeFile(members, `${membersOf(await execute('tar', ['-tvzf', archive], '')).join('\n')}\n`);
  await execute('tar', ['-xzf', archive, '-C', to, '--strip-components=1', '-T', members], '');
  await removeUnneeded(join(to, 'plugin'));
  return to;
}

/**
 * What to unpack of a `tar -tv` listing: the server, the wanted plugins, and the files they are hard links to
 * (the archive stores each jar once, under whichever plugin comes first).
 */
export function membersOf(listing: string): string[] {
  const wanted = new RegExp(`^[^/]+/(lib|plugin/(${plugins.join('|')}))/.+$`);
  const members = new Set<string>();
  for (const line of listing.split('\n')) {
    const [, path, target] = /(\S+)(?: link to (\S+))?$/.exec(line) ?? [];
    if (path === undefined || !wanted.test(path) || path.endsWith('/')) continue;
    if (target !== undefined) members.add(target);
    members.add(path);
  }
  return [...members];
}

async function removeUnneeded(folder: string): Promise<void> {
  for (const plugin of await readdir(folder)) {
    if (!plugins.includes(plugin)) await rm(join(folder, plugin), { recursive: true });
    else await removeJars(join(folder, plugin));
  }
}

async function removeJars(folder: string): Promise<void> {
  const jars = (await readdir(folder, { recursive: true })).filter((jar) =>
    unneeded.some((name) => jar.includes(name)),
  );
  await Promise.all(jars.map((jar) => rm(join(folder, jar))));
}

async function publish(unpacked: string, home: string): Promise<void> {
  await rename(unpacked, home).catch((cause: unknown) => {
    if (!existsSync(home)) throw new Fault(`[trino] cannot move the server to ${home}`, { cause });
  });
}
