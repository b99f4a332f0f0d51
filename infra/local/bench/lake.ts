import { judgeMessage } from '../../../lambdas/ingest/judge.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { lakeFolder } from '../home.ts';
import { LakeWriter } from '../import/lake-writer.ts';
import { AS_OF, eventLines, type Sample } from './events.ts';

/** Between two looks at how much the writer holds. */
const ROOM_EVERY = 1000;
const STEPS = 20;

/** Lands a sample's events in the lake of a home, by the rules and the writer of `lifecycle import`. Memory is bounded. */
export async function fillLake(home: string, sample: Sample, onStep: (done: number) => void): Promise<void> {
  const at = { now: AS_OF, receivedAt: AS_OF, defaultSource: 'web', endpoint: 'bench', keepReceivedAt: true } as const;
  const writer = new LakeWriter(diskLake(lakeFolder(home)));
  const stepEvery = Math.ceil(sample.events / STEPS);
  let done = 0;
  for (const line of eventLines(sample)) {
    const bytes = Buffer.from(line);
    const verdict = judgeMessage({ bytes, size: bytes.length }, at);
    writer.add(verdict, verdict.line);
    done += 1;
    if (done % ROOM_EVERY !== 0) continue;
    await writer.makeRoom();
    if (done % stepEvery < ROOM_EVERY) onStep(done);
  }
  await writer.close();
}
