import { setTimeout as sleep } from 'node:timers/promises';
import type { StageChanged } from '../../schemas/notices/stage-changed.ts';
import type { Retry } from '../lib/bus/backoff.ts';
import type { Bus } from '../lib/bus/bus.ts';
import type { Lake } from '../lib/lake/lake.ts';
import { afterPage, type Lane, toLanes, toPages } from './lanes.ts';
import { toEnvelope } from './notice.ts';
import { publicationObject } from './publication.ts';
import { type Sent, send } from './send.ts';

export interface PublishInput {
  /** What is not published yet, in any order. */
  notices: readonly StageChanged[];
  bus: Bus;
  lake: Lake;
  /** The refresh that publishes. */
  runId: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How a bus without retries of its own is asked again. */
  retry?: Partial<Retry>;
  /** Notices told and written down together: a crash repeats at most one page. */
  pageSize?: number;
}

/** `held`: not tried, as an earlier notice of that customer and model failed or the bus is down. What was not published is told by the next run. */
export type PublishReport = { published: number; failed: number; held: number; reasons: string[] };

/** As many as EventBridge takes in one call. */
const PAGE = 10;
/** Pages in a row of which a bus in trouble took nothing: it is down, and the rest would only take time to fail. */
const PAGES_IN_VAIN = 2;
const REASONS_KEPT = 5;
const RETRY: Retry = { attempts: 3, baseMs: 200, capMs: 5_000, sleep, random: Math.random };

/**
 * Tells a bus what it has not been told, each customer's changes of a model in their order, and after each page writes down in the lake
 * what was told. At least once, always under the same ids: a crash between telling and writing repeats one page.
 * Throws only when the lake cannot be written.
 */
export async function publishNotices(input: PublishInput): Promise<PublishReport> {
  const report: PublishReport = { published: 0, failed: 0, held: 0, reasons: [] };
  let inVain = 0;
  for (let lanes = toLanes(input.notices); lanes.length > 0 && inVain < PAGES_IN_VAIN; ) {
    const going: Lane[] = [];
    for (const page of toPages(lanes, input.pageSize ?? PAGE)) {
      const sent = await publishPage(page, input);
      note(report, sent);
      going.push(...afterPage(page, sent.taken));
      inVain = isInVain(sent) ? inVain + 1 : 0;
      if (inVain >= PAGES_IN_VAIN) break;
    }
    lanes = going;
  }
  return { ...report, held: input.notices.length - report.published - report.failed };
}

async function publishPage(page: readonly Lane[], input: PublishInput): Promise<Sent> {
  const notices = page.map(([first]) => toEnvelope(first));
  const sent = await send(input.bus, notices, { ...RETRY, ...input.retry });
  if (sent.taken.size > 0) {
    const publishedAt = new Date(input.clock()).toISOString();
    const { key, bytes } = publicationObject([...sent.taken], { publishedAt, runId: input.runId });
    await input.lake.putIfAbsent(key, bytes);
  }
  return sent;
}

/** One that refuses for good is at work, however often: its other notices must be tried. */
function isInVain({ taken, refused }: Sent): boolean {
  return taken.size === 0 && refused.every(({ isRetryable }) => isRetryable);
}

function note(report: PublishReport, { taken, refused }: Sent): void {
  report.published += taken.size;
  report.failed += refused.length;
  for (const { reason } of refused) {
    if (report.reasons.length < REASONS_KEPT && !report.reasons.includes(reason)) report.reasons.push(reason);
  }
}
