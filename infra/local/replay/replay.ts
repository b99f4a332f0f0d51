import path from 'node:path';
import { judgePayload } from '../../../lambdas/ingest/judge.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import type { LandedObject, SetAside } from '../landed/verify-landed.ts';
import type { Judge } from './judge-again.ts';
import { landAccepted } from './land-accepted.ts';
import { memoryObject, type Replayed } from './memory.ts';
import type { Reject } from './reject.ts';
import { findObjects, readMemory, readRejects, type StoredLake } from './stored.ts';

export interface ReplayOptions extends StoredLake {
  /** Only rejects with this code. */
  reason?: string;
  /** Only rejects of this source. */
  source?: Source;
  /** By which rules; left out, the door's own of today. */
  judge?: Judge;
  onObject?: (done: number, of: number, counts: ReplayCounts) => void;
}

export interface ReplayCounts {
  /** Rejects that were asked for: the sum of the others. */
  rejects: number;
  replayed: number;
  still_rejected: number;
  already_replayed: number;
}

export interface ReplayReport extends ReplayCounts {
  /** Objects that could not be read, and lines that are no rejects. */
  setAside: SetAside[];
  /** How many rejects the lake holds of each code, of the sources asked for. */
  codes: Map<string, number>;
}

/** A crash has this many objects judged again; each page is one more small object of the lake. */
const PAGE_OBJECTS = 200;

/**
 * Judges the rejects of the lake by today's rules, at the time and the door where they came in, and lands what is accepted now. What was
 * replayed is remembered after it is durable, so that replaying again changes nothing; a crash between lands the same objects again, which
 * is to write nothing. Throws `Fault` when the lake cannot be written.
 */
export async function replayRejects(options: ReplayOptions): Promise<ReplayReport> {
  const report: ReplayReport = {
    ...{ rejects: 0, replayed: 0, still_rejected: 0, already_replayed: 0 },
    setAside: [],
    codes: new Map(),
  };
  const sources = options.source === undefined ? SOURCES : [options.source];
  const memory = await readMemory(sources, options);
  const { landed: objects, setAside } = await findObjects('rejected', sources, options);
  report.setAside.push(...memory.setAside, ...setAside);
  const pages = toPages(objects);
  let done = 0;
  for (const { folder, members } of pages) {
    const now: Replayed = new Map();
    for (const object of members) {
      const lines = await replayObject(object, memory.replayed.get(object.path) ?? new Set(), options, report);
      if (lines.size > 0) now.set(object.path, lines);
      done += 1;
      options.onObject?.(done, objects.length, report);
    }
    if (now.size > 0) await remember(options.lake, folder, now);
  }
  return report;
}

type Page = { folder: string; members: LandedObject[] };

/** Objects of one folder, some at a time. They come in the order of their paths, so folder by folder. */
function toPages(objects: readonly LandedObject[]): Page[] {
  const pages: Page[] = [];
  for (const object of objects) {
    const folder = path.posix.dirname(object.path);
    const last = pages.at(-1);
    if (last?.folder === folder && last.members.length < PAGE_OBJECTS) last.members.push(object);
    else pages.push({ folder, members: [object] });
  }
  return pages;
}

/** The lines of an object that are replayed now, which are durable then. */
async function replayObject(
  object: LandedObject,
  before: ReadonlySet<number>,
  options: ReplayOptions,
  report: ReplayReport,
): Promise<Set<number>> {
  const { lake, judge = judgePayload } = options;
  const { rejects, setAside } = await readRejects(lake, object);
  report.setAside.push(...setAside);
  const asked = rejects.filter((reject) => isAskedFor(reject, options, report));
  const fresh = asked.filter(({ line }) => !before.has(line));
  const lines = await landAccepted(lake, fresh, object.source as Source, judge);
  report.rejects += asked.length;
  report.already_replayed += asked.length - fresh.length;
  report.replayed += lines.size;
  report.still_rejected += fresh.length - lines.size;
  return lines;
}

function isAskedFor({ code }: Reject, { reason }: ReplayOptions, { codes }: ReplayReport): boolean {
  codes.set(code, (codes.get(code) ?? 0) + 1);
  return reason === undefined || code === reason;
}

async function remember(lake: Lake, folder: string, replayed: Replayed): Promise<void> {
  const { key, bytes } = memoryObject(folder, replayed);
  await lake.putIfAbsent(key, bytes);
}
