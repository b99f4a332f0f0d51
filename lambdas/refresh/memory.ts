import type { ModelRun } from './build.ts';

/**
 * What a run has done so far, kept outside of a warehouse that cannot undo it: a run that died is taken up behind its last model, with the
 * same id and instant, and what it was in the midst of is done again.
 */
export interface RunMemory {
  /** Whether the run died before and is taken up now. */
  isTakenUp: boolean;
  /** In the order in which they were done. */
  done: readonly ModelRun[];
  /** How many events the tables held when the run began; null before anybody counted. */
  eventsBefore: number | null;
  noteEvents(count: number): void;
  note(run: ModelRun): void;
}
