import { createHash } from 'node:crypto';
import { groupBy } from './collections.ts';
import type { Redirect } from './identity.ts';
import type { Entry } from './types.ts';

/** One row of `stage_changes`, without the columns that tell of the run; instants in epoch milliseconds. */
export type Change = {
  change_id: string;
  change_no: number;
  kind: 'entered' | 'corrected' | 'retracted';
  merged_into: string | null;
  customer_id: string;
  model: string;
  model_version: number;
  from_stage: string | null;
  to_stage: string;
  cycle: number;
  entry_seq: number;
  occurred_at: number;
  previous_occurred_at: number | null;
  cause_event_id: string | null;
  skipped_stages: string[];
  is_baseline: boolean;
};

type Build = {
  /** The models that this run built: others' announced entries stay as they are. */
  models: readonly { name: string; version: number }[];
  redirects: readonly Redirect[];
  isBackfill?: boolean;
};

/** The rows that a refresh adds to the outbox: its history compared with the fold of all changes before. */
export function foldChanges(previous: readonly Change[], history: readonly Entry[], build: Build): Change[] {
  const last = foldOf(previous);
  const wanted = new Map(history.map((entry) => [keyOf({ ...entry, to_stage: entry.stage }), entry]));
  const built = new Set(build.models.map((model) => `${model.name}|${model.version}`));
  const known = new Set(previous.map((change) => `${change.model}|${change.model_version}`));
  const mergedInto = new Map(build.redirects.map((row) => [row.old_customer_id, row.customer_id]));
  const present = history.flatMap((entry) => changeFor(entry, last.get(keyOf({ ...entry, to_stage: entry.stage }))));
  const gone = [...last].flatMap(([key, told]) => (wanted.has(key) ? [] : retract(told, mergedInto)));
  return [...present, ...gone]
    .filter((change) => built.has(`${change.model}|${change.model_version}`))
    .map((change) => ({
      ...change,
      change_id: changeId(change),
      is_baseline: build.isBackfill === true || !known.has(`${change.model}|${change.model_version}`),
    }));
}

/** What has been announced: the last row of each entry key, whatever the order of the log. */
export function foldOf(changes: readonly Change[]): Map<string, Change> {
  const last = [...groupBy(changes, keyOf)].map(([key, rows]): [string, Change] => [
    key,
    rows.reduce((a, b) => (b.change_no > a.change_no ? b : a)),
  ]);
  return new Map(last);
}

type Draft = Omit<Change, 'change_id' | 'is_baseline'>;
type Key = Pick<Change, 'customer_id' | 'model' | 'model_version' | 'to_stage' | 'entry_seq'>;

function keyOf(change: Key): string {
  return [change.model, change.model_version, change.customer_id, change.to_stage, change.entry_seq].join('|');
}

function changeId(change: Key & { change_no: number }): string {
  return createHash('sha256')
    .update(`${keyOf(change)}|${change.change_no}`)
    .digest('hex');
}

function changeFor(entry: Entry, told: Change | undefined): Draft[] {
  const isTold = told !== undefined && told.kind !== 'retracted';
  const isSame = isTold && told.occurred_at === entry.entered_at && told.cause_event_id === entry.cause_event_id;
  if (isSame) return [];
  const { customer_id, model, model_version, cycle, entry_seq, cause_event_id, skipped_stages } = entry;
  return [
    {
      change_no: (told?.change_no ?? 0) + 1,
      kind: isTold ? 'corrected' : 'entered',
      merged_into: null,
      customer_id,
      model,
      model_version,
      from_stage: entry.previous_stage,
      to_stage: entry.stage,
      cycle,
      entry_seq,
      occurred_at: entry.entered_at,
      previous_occurred_at: isTold ? told.occurred_at : null,
      cause_event_id,
      skipped_stages,
    },
  ];
}

function retract(told: Change, mergedInto: Map<string, string>): Draft[] {
  if (told.kind === 'retracted') return [];
  const { change_id: _id, is_baseline: _baseline, ...row } = told;
  const merged_into = mergedInto.get(told.customer_id) ?? null;
  return [
    { ...row, kind: 'retracted', change_no: told.change_no + 1, previous_occurred_at: told.occurred_at, merged_into },
  ];
}
