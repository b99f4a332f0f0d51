import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lakeFolder } from '../../infra/local/home.ts';
import { findFiles } from '../../infra/local/import/files.ts';
import { importFiles } from '../../infra/local/import/import-files.ts';
import { refreshLocally } from '../../infra/local/refresh.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { configSchema } from '../../schemas/config.ts';
import { AS_OF, companyEvents, type SentEvent } from './company.ts';

const WEEK_MS = 7 * 86_400_000;

/** A LIFECYCLE_HOME with the company in it: imported and refreshed up to a week ago, then the last week, so that there are changes. */
export async function makeCompanyHome(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'lifecycle-browser-'));
  const config = configSchema.parse({ timeZone: 'Europe/Madrid' });
  const weekAgo = new Date(Date.parse(AS_OF) - WEEK_MS).toISOString();
  const events = companyEvents();
  const speak = holdErrorOutput();
  await importEvents(
    path,
    events.filter(({ occurred_at }) => occurred_at < weekAgo),
  );
  await refreshLocally({ home: path, config, asOf: weekAgo });
  await importEvents(
    path,
    events.filter(({ occurred_at }) => occurred_at >= weekAgo),
  );
  await refreshLocally({ home: path, config, asOf: AS_OF });
  speak();
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The notices of the refresh would hide what the tests say. Answers the way back. */
function holdErrorOutput(): () => void {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  return () => {
    process.stderr.write = write;
  };
}

async function importEvents(home: string, events: readonly SentEvent[]): Promise<void> {
  const file = join(home, 'events.ndjson');
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const files = await findFiles([file]);
  const counts = await importFiles({ files, lake: diskLake(lakeFolder(home)), source: 'web', now: new Date(AS_OF) });
  if (counts.rejected > 0) throw new Error(`the company sent ${counts.rejected} events that nobody takes`);
}
