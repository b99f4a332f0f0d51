import { gunzipSync } from 'node:zlib';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import type { Source } from '../../../schemas/event.ts';
import { LakeWriter } from '../import/lake-writer.ts';
import { type Judge, judgeAgain } from './judge-again.ts';
import { parseReject, type Reject } from './reject.ts';

/** A reject by its line in its object, from 1. */
export type NumberedReject = Reject & { line: number };

/** The rejects of an object; `strays` are the numbers of lines that nobody of us has written. */
export async function readRejects(lake: Lake, key: string): Promise<{ rejects: NumberedReject[]; strays: number[] }> {
  const text = gunzipSync((await lake.get(key)) ?? new Uint8Array()).toString();
  const rejects: NumberedReject[] = [];
  const strays: number[] = [];
  text.split('\n').forEach((each, index) => {
    if (each === '') return;
    const reject = parseReject(each);
    if (reject === null) strays.push(index + 1);
    else rejects.push({ ...reject, line: index + 1 });
  });
  return { rejects, strays };
}

/**
 * Lands what is accepted now of the rejects of one object; answers their lines when it is durable. Each code makes objects of its own, so
 * that they are the same objects whether one code was asked for or all.
 */
export async function landAccepted(
  lake: Lake,
  rejects: readonly NumberedReject[],
  source: Source,
  judge: Judge,
): Promise<Set<number>> {
  const lines = new Set<number>();
  for (const code of new Set(rejects.map((reject) => reject.code))) {
    const writer = new LakeWriter(lake);
    for (const reject of rejects.filter((each) => each.code === code)) {
      const verdicts = judgeAgain(reject, source, judge);
      for (const verdict of verdicts) writer.add(verdict, verdict.line);
      if (verdicts.length > 0) lines.add(reject.line);
      await writer.makeRoom();
    }
    await writer.close();
  }
  return lines;
}
