import { showProgress } from '../progress.ts';
import type { InputFile } from './files.ts';
import type { ImportCounts } from './import-files.ts';

/** Often enough for an eye, seldom enough for a log file. */
const EVERY_MS = process.stderr.isTTY ? 100 : 5_000;
const MB = 1_000_000;

/** Tells on standard error how many megabytes of the files are read. */
export function importProgress(files: readonly InputFile[]) {
  const total = Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / MB);
  const progress = showProgress('import');
  let nextAt = Date.now() + EVERY_MS;
  return {
    show(readBytes: number, { received, rejected }: ImportCounts): void {
      if (Date.now() < nextAt) return;
      nextAt = Date.now() + EVERY_MS;
      progress.step(Math.floor(readBytes / MB), total, `MB, ${received} lines, ${rejected} rejected`);
    },
    stop: progress.stop,
  };
}
