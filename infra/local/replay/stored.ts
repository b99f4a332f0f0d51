import { gunzipSync } from 'node:zlib';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import type { Source } from '../../../schemas/event.ts';
import { type LandedObject, type SetAside, type Verified, verifyLanded } from '../landed/verify-landed.ts';
import { type Replayed, recall } from './memory.ts';
import { parseReject, type Reject } from './reject.ts';

/** A lake, and where it lies on the disk. */
export interface StoredLake {
  lake: Lake;
  lakeFolder: string;
}

/** A reject by its line in its object, from 1. */
export type NumberedReject = Reject & { line: number };

const STRAY = 'Look at who wrote it; its neighbours are taken';

/** The objects of rejects, or of what is remembered as replayed, in the order of their paths; what is none is set aside with its reason. */
export async function findObjects(
  kind: 'rejected' | 'replayed',
  sources: readonly Source[],
  { lakeFolder }: StoredLake,
): Promise<Verified> {
  const found: Verified = { landed: [], setAside: [] };
  for (const source of sources) {
    const { landed, setAside } = await verifyLanded(lakeFolder, source, `${kind}/${source}`, new Set());
    found.landed.push(...landed);
    found.setAside.push(...setAside);
  }
  return found;
}

/** What was replayed before; objects that cannot tell are set aside. */
export async function readMemory(
  sources: readonly Source[],
  stored: StoredLake,
): Promise<{ replayed: Replayed; setAside: SetAside[] }> {
  const { landed, setAside } = await findObjects('replayed', sources, stored);
  const replayed: Replayed = new Map();
  for (const { path } of landed) await recall(stored.lake, path, replayed);
  return { replayed, setAside };
}

/** The rejects of an object; lines that nobody of us has written are set aside. */
export async function readRejects(
  lake: Lake,
  { path, source }: Pick<LandedObject, 'path' | 'source'>,
): Promise<{ rejects: NumberedReject[]; setAside: SetAside[] }> {
  const text = gunzipSync((await lake.get(path)) ?? new Uint8Array()).toString();
  const rejects: NumberedReject[] = [];
  const setAside: SetAside[] = [];
  text.split('\n').forEach((each, index) => {
    if (each === '') return;
    const reject = parseReject(each);
    if (reject === null) setAside.push({ source, path, reason: `its line ${index + 1} is no reject. ${STRAY}` });
    else rejects.push({ ...reject, line: index + 1 });
  });
  return { rejects, setAside };
}
