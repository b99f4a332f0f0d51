import { SOURCES, type Source } from '../../../schemas/event.ts';
import type { SetAside } from '../landed/verify-landed.ts';
import { findObjects, type NumberedReject, readMemory, readRejects, type StoredLake } from '../replay/stored.ts';
import { cell } from '../terminal.ts';
import { type Example, toExample } from './example.ts';

export interface ListOptions extends StoredLake {
  /** Only rejects with this code. */
  reason?: string;
  /** Only rejects of this source. */
  source?: Source;
  /** How many of each group are shown. */
  examples: number;
}

/** Rejects of one source with one code that came in at one place. */
export interface RejectGroup {
  reason: string;
  source: string;
  endpoint: string;
  rejects: number;
  /** How many of them are accepted by now. */
  replayed: number;
  /** ISO-8601 in UTC with milliseconds. */
  first_received_at: string;
  last_received_at: string;
  /** Those that are not replayed first, the latest of them first. */
  examples: Example[];
}

export interface RejectList {
  /** The largest first. */
  groups: RejectGroup[];
  /** Objects that could not be read, and lines that are no rejects. */
  setAside: SetAside[];
  /** How many rejects the lake holds of each code, of the sources asked for. */
  codes: Map<string, number>;
}

type Found = NumberedReject & { source: string; isReplayed: boolean };

/** What the lake holds of rejects, by reason, source and endpoint. Nothing is changed; memory: the groups and one object. */
export async function listRejects(options: ListOptions): Promise<RejectList> {
  const sources = options.source === undefined ? SOURCES : [options.source];
  const memory = await readMemory(sources, options);
  const { landed, setAside } = await findObjects('rejected', sources, options);
  const list: RejectList = { groups: [], setAside: [...memory.setAside, ...setAside], codes: new Map() };
  const groups = new Map<string, RejectGroup>();
  for (const object of landed) {
    const { rejects, setAside: strays } = await readRejects(options.lake, object);
    list.setAside.push(...strays);
    const before = memory.replayed.get(object.path);
    for (const reject of rejects) {
      list.codes.set(reject.code, (list.codes.get(reject.code) ?? 0) + 1);
      if (options.reason !== undefined && reject.code !== options.reason) continue;
      add(
        { ...reject, source: object.source, isReplayed: before?.has(reject.line) ?? false },
        groups,
        options.examples,
      );
    }
  }
  list.groups = [...groups.values()].sort((a, b) => b.rejects - a.rejects || (nameOf(a) < nameOf(b) ? -1 : 1));
  return list;
}

function add(reject: Found, groups: Map<string, RejectGroup>, examples: number): void {
  const { source, receivedAt } = reject;
  const [reason, endpoint] = [cell(reject.code), cell(reject.endpoint)];
  const name = nameOf({ reason, source, endpoint });
  const group = groups.get(name) ?? {
    ...{ reason, source, endpoint, rejects: 0, replayed: 0 },
    ...{ first_received_at: receivedAt, last_received_at: receivedAt, examples: [] },
  };
  groups.set(name, group);
  group.rejects += 1;
  group.replayed += Number(reject.isReplayed);
  if (receivedAt < group.first_received_at) group.first_received_at = receivedAt;
  if (receivedAt > group.last_received_at) group.last_received_at = receivedAt;
  keepExample(group, toExample(reject), examples);
}

function keepExample(group: RejectGroup, example: Example, limit: number): void {
  group.examples.push(example);
  group.examples.sort(byInterest);
  group.examples.length = Math.min(group.examples.length, limit);
}

/** Whoever mends a sender looks for what is still wrong, and for what came last. */
function byInterest(a: Example, b: Example): number {
  if (a.is_replayed !== b.is_replayed) return a.is_replayed ? 1 : -1;
  return a.received_at === b.received_at ? 0 : a.received_at < b.received_at ? 1 : -1;
}

function nameOf({ reason, source, endpoint }: Pick<RejectGroup, 'reason' | 'source' | 'endpoint'>): string {
  return JSON.stringify([reason, source, endpoint]);
}
