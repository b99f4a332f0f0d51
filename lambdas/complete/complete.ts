import type { VendorAnswer, VendorApi } from '../lib/vendors/vendor-api.ts';
import type { Done } from './memory.ts';
import type { Pending } from './pending.ts';

/** What a vendor answered about an object. */
export type Answered = { pending: Pending; object: Readonly<Record<string, unknown>> };

export interface CompleteParts {
  apiOf(provider: string): VendorApi;
  /** Lands what answers say, in their order: whether each was accepted. Durable when it resolves. */
  land(answers: readonly Answered[]): Promise<boolean[]>;
  /** Durable when it resolves. */
  remember(done: readonly Done[]): Promise<void>;
  onPage?: (done: number, of: number, counts: CompleteCounts) => void;
}

export interface CompleteCounts {
  /** Objects: the sum of the others. */
  asked: number;
  completed: number;
  /** Answered, but not as we know it: the answer is kept as a reject. */
  rejected: number;
  gone: number;
  /** Not answered: asked for again by the next run. */
  failed: number;
}

export type CompleteReport = CompleteCounts & { reasons: string[] };

/** What is durable at once: a crash has this many objects asked for again. */
const PAGE = 100;
/** Requests under way at once, well below what vendors allow in a second. */
const AT_ONCE = 4;

/**
 * Asks vendors for what events left out, and lands the answers as events. What became of an event is remembered after it is durable: a crash
 * between asks again, and the same answer gives the same events. Throws where a vendor refuses us, or nothing can be written.
 */
export async function complete(pending: readonly Pending[], parts: CompleteParts): Promise<CompleteReport> {
  const report: CompleteReport = { asked: 0, completed: 0, rejected: 0, gone: 0, failed: 0, reasons: [] };
  for (let start = 0; start < pending.length; start += PAGE) {
    await completePage(pending.slice(start, start + PAGE), parts, report);
    parts.onPage?.(report.asked, pending.length, report);
  }
  return report;
}

async function completePage(page: readonly Pending[], parts: CompleteParts, report: CompleteReport): Promise<void> {
  const answers = await inOrder(page, ({ provider, object }) => parts.apiOf(provider).read(object));
  const found = page.flatMap((pending, index): Answered[] => {
    const answer = answers[index];
    return answer?.kind === 'found' ? [{ pending, object: answer.object }] : [];
  });
  const accepted = found.length === 0 ? [] : await parts.land(found);
  const isAccepted = new Map(found.map(({ pending }, index) => [pending, accepted[index] === true]));
  const done = page.flatMap((pending, index) =>
    note(pending, answers[index], isAccepted.get(pending) === true, report),
  );
  await parts.remember(done);
}

function note(pending: Pending, answer: VendorAnswer | undefined, isAccepted: boolean, report: CompleteReport): Done[] {
  report.asked += 1;
  if (answer === undefined || answer.kind === 'failed') {
    const { type, id } = pending.object;
    report.failed += 1;
    report.reasons.push(`${pending.provider} ${type} ${id} ${answer?.reason ?? 'was not asked for'}`);
    return [];
  }
  const outcome = answer.kind === 'gone' ? 'gone' : isAccepted ? 'completed' : 'rejected';
  report[outcome] += 1;
  return pending.eventIds.map((event_id) => ({ event_id, outcome }));
}

/** Results in the order of the items, some under way at once; the first that throws ends it. */
async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
