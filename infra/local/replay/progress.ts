import { showProgress } from '../progress.ts';
import type { ReplayCounts } from './replay.ts';

/** Often enough for an eye, seldom enough for a log file. */
const EVERY_MS = process.stderr.isTTY ? 100 : 5_000;

/** Tells on standard error how many objects are judged again. */
export function replayProgress() {
  const progress = showProgress('replay');
  let nextAt = Date.now() + EVERY_MS;
  return {
    show(done: number, of: number, { replayed }: ReplayCounts): void {
      if (Date.now() < nextAt) return;
      nextAt = Date.now() + EVERY_MS;
      progress.step(done, of, `objects, ${replayed} rejects replayed`);
    },
    stop: progress.stop,
  };
}
