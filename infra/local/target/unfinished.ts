import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { ModelRun } from '../../../lambdas/refresh/build.ts';
import type { RunMemory } from '../../../lambdas/refresh/memory.ts';
import type { RefreshPlan } from '../plan-refresh.ts';

/** What a run set out to do: fixed at its start. */
export interface Aim {
  runId: string;
  startedAt: string;
  isBaseline: boolean;
  isBaselineTold: boolean;
  /** Models asked for; null for all of them. */
  only: readonly string[] | null;
  plan: RefreshPlan;
}

/** What is remembered of it, and by which models it was to be done. */
export interface Begun extends Aim {
  /** Of every relation, by its name. */
  textHashes: ReadonlyMap<string, string>;
}

/** A run that is under way, or died on it, as a file: one line for what it set out to do, one for each step that is done. */
export interface UnfinishedRun {
  /** Null where the last run ended. */
  read(): { begun: Begun; memory: RunMemory } | null;
  begin(begun: Begun): RunMemory;
  /** To be called after the run's last step, or to give it up. */
  end(): void;
}

type Step = { events: number } | { run: ModelRun };

/** The run that the file at a path tells of. A line that a crash tore is a step that was not done. */
export function unfinishedAt(path: string): UnfinishedRun {
  return {
    read: () => {
      if (!existsSync(path)) return null;
      const [first = '', ...steps] = wholeLines(path);
      return {
        begun: revive(first, path) as Begun,
        memory: memoryOf(
          path,
          steps.map((line) => JSON.parse(line) as Step),
        ),
      };
    },
    begin: (begun) => {
      const draft = `${path}.draft`;
      rmSync(draft, { force: true });
      append(draft, begun);
      renameSync(draft, path);
      return memoryOf(path, null);
    },
    end: () => rmSync(path, { force: true }),
  };
}

/** What was begun and not finished is cut off, so that the next line begins as one. */
function wholeLines(path: string): string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(path, end);
  return bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
}

function memoryOf(path: string, steps: readonly Step[] | null): RunMemory {
  const known = steps ?? [];
  return {
    isTakenUp: steps !== null,
    done: known.flatMap((step) => ('run' in step ? [step.run] : [])),
    eventsBefore: known.flatMap((step) => ('events' in step ? [step.events] : []))[0] ?? null,
    noteEvents: (events) => append(path, { events }),
    note: (run) => append(path, { run }),
  };
}

/** Durable when it returns. */
function append(path: string, value: unknown): void {
  const file = openSync(path, 'a');
  try {
    writeSync(file, `${JSON.stringify(value, replaceCollections)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function replaceCollections(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { '#map': [...value] };
  return value instanceof Set ? { '#set': [...value] } : value;
}

function revive(line: string, path: string): unknown {
  try {
    return JSON.parse(line, (_key, value) => {
      if (Array.isArray(value?.['#map'])) return new Map(value['#map']);
      return Array.isArray(value?.['#set']) ? new Set(value['#set']) : value;
    });
  } catch (cause) {
    throw new Fault(
      `[refresh] ${path} does not tell what the last run set out to do. Remove it and refresh with --full`,
      { cause },
    );
  }
}
