import { WHOLE } from './bodies.ts';
import type { Letter } from './letters.ts';

/** An event that breaks off, after each of its bytes. */
function cut(name: string, path: string, whole: Buffer): Letter[] {
  return Array.from({ length: whole.length - 1 }, (_, index) => {
    const bytes = whole.subarray(0, index + 1);
    return {
      name: `${name} cut after ${bytes.length} bytes`,
      path,
      body: bytes,
      message: bytes,
      eventId: 'cut',
      fate: 'rejected',
      isIn: () => false,
    };
  });
}

export const CUT_LINES: readonly Letter[] = cut('a line', '/v1/events/web', WHOLE.ours);
export const CUT_BATCHES: readonly Letter[] = cut('a batch', '/v1/batch', WHOLE.segments);
