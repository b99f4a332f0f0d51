import { once } from 'node:events';
import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { loadConfig } from '../config.ts';
import { openLocalDoor } from '../door.ts';
import { lakeFolder, lifecycleHome } from '../home.ts';
import { doorsAndPages, startServer } from '../server.ts';

const DEFAULT_PORT = '4100';

export const command: CommandModule = {
  command: 'start',
  describe: 'serve the doors and the dashboard on 127.0.0.1 until interrupted',
  builder: (cli) => cli.example('PORT=8080 $0 start', 'serve on another port than 4100'),
  handler: serveUntilInterrupted,
};

async function serveUntilInterrupted(): Promise<void> {
  const { writeKeys } = loadConfig();
  const home = lifecycleHome();
  const folder = lakeFolder(home);
  const door = openLocalDoor({ lake: diskLake(folder), writeKeys });
  // loaded here, so that other commands start without DuckDB
  const { openLocalDashboard } = await import('../dashboard.ts');
  const dashboard = openLocalDashboard(home);
  const handler = doorsAndPages(door.handler, dashboard.handler);
  const server = await startServer({ handler, port: toPort(process.env.PORT || DEFAULT_PORT) });
  process.stdout.write(greeting(server.url, folder, writeKeys.length > 0, new Date()));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  process.stderr.write('[start] answering what is under way, then stopping\n');
  await server.close();
  await door.drain();
  await dashboard.close();
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Fault(`[start] PORT is no port: ${text}. Give a number from 0 (any free one) to 65535`, { exitCode: 2 });
}

function greeting(url: string, folder: string, hasKeys: boolean, now: Date): string {
  const event = {
    event_id: `hello-${now.getTime()}`,
    event_name: 'page_viewed',
    occurred_at: now.toISOString(),
    anonymous_id: 'visitor-1',
  };
  const authorization = hasKeys ? ` -H 'Authorization: Bearer <key>'` : '';
  return `${url}

events land in ${folder}
${hasKeys ? 'write keys are asked for, as lifecycle.config.json lists them' : 'no write keys are configured: anybody on this machine may send events'}

  curl ${url}/v1/events/web${authorization} -d '${JSON.stringify(event)}'

`;
}
