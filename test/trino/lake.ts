import { ingestBody } from '../../lambdas/ingest/ingest.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { gzip } from '../../lambdas/lib/lake/gzip.ts';
import type { QueueMessage } from '../../lambdas/lib/queue/queue.ts';
import { SOURCES } from '../../schemas/event.ts';
import type { LandedLine } from '../reference/types.ts';

const batch = 500;
const now = '2030-01-01T00:00:00.000Z';

/** Sends events to the door and lands them in a lake's folder. Throws when one is rejected or does not land. */
export async function landEvents(folder: string, events: readonly object[]): Promise<void> {
  const at = { now, receivedAt: now, defaultSource: 'web', endpoint: 'test', keepReceivedAt: true } as const;
  for (let from = 0; from < events.length; from += batch) {
    const bodies = events.slice(from, from + batch).map((event) => Buffer.from(JSON.stringify(event)));
    const { deliveries, rejected } = ingestBody(bodies, at);
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected[0])}`);
    await land(folder, deliveries);
  }
}

/** Lands lines as they are, for lives that a door would refuse or complete. */
export async function landLines(folder: string, lines: readonly LandedLine[]): Promise<void> {
  const deliveries = lines.map((line): QueueMessage => {
    const source = SOURCES.find((known) => known === line.source) ?? 'web';
    return {
      kind: 'raw',
      source,
      receivedDate: line.received_at.slice(0, 10),
      lines: Buffer.from(`${JSON.stringify(line)}\n`),
    };
  });
  await land(folder, deliveries);
}

/** Writes what `link` and `unlink` decided, as those commands do. */
export async function landDecisions(folder: string, decisions: readonly Record<string, string>[]): Promise<void> {
  const text = decisions.map((decision) => `${JSON.stringify(decision)}\n`).join('');
  await diskLake(folder).putIfAbsent('links/decided_date=2027-01-01/decisions.ndjson.gz', gzip(Buffer.from(text)));
}

async function land(folder: string, deliveries: readonly QueueMessage[]): Promise<void> {
  const failures = await landMessages(diskLake(folder), deliveries);
  for (const [index, reason] of failures) throw new Error(`delivery ${index} did not land`, { cause: reason });
}
