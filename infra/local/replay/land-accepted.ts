import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import type { Source } from '../../../schemas/event.ts';
import { LakeWriter } from '../import/lake-writer.ts';
import { type Judge, judgeAgain } from './judge-again.ts';
import type { NumberedReject } from './stored.ts';

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
