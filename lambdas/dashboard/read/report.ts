import { LADDERS, LATEST_REFRESH } from '../../../sql/dashboard.ts';
import type { Row, Warehouse } from '../../lib/warehouse/warehouse.ts';
import { count, numberOrNull, text, textOrNull, texts } from './values.ts';

/** What every page needs to know of the tables: which refresh made them, and how to print times and money. */
export type Report = {
  runId: string;
  asOf: string;
  finishedAt: string | null;
  seconds: number | null;
  eventsNew: number;
  eventsDuplicate: number;
  eventConflicts: number;
  timeZone: string;
  currency: string;
  defaultModel: string;
  ladders: Ladder[];
};

export type StageKind = 'ladder' | 'quiet' | 'ended' | 'returned';
/** `rank` is 1.. on the ladder and 0 off it. */
export type Stage = { name: string; rank: number; kind: StageKind };
/** A stage model as it is drawn: the way up, then the way back, which closes the ellipse. */
export type Ladder = { model: string; version: number; title: string; stages: Stage[] };

/** Reads what is said of the tables themselves. Null where no refresh has ended yet. */
export async function readReport(warehouse: Warehouse): Promise<Report | null> {
  const [row] = await warehouse.query(LATEST_REFRESH);
  if (row === undefined) return null;
  return {
    runId: text(row, 'run_id'),
    asOf: text(row, 'as_of'),
    finishedAt: textOrNull(row, 'finished_at'),
    seconds: numberOrNull(row, 'seconds'),
    eventsNew: count(row, 'events_new'),
    eventsDuplicate: count(row, 'events_duplicate'),
    eventConflicts: count(row, 'event_conflicts'),
    timeZone: text(row, 'time_zone'),
    currency: text(row, 'reporting_currency'),
    defaultModel: text(row, 'default_model'),
    ladders: (await warehouse.query(LADDERS)).map(toLadder),
  };
}

function toLadder(row: Row): Ladder {
  const off = (names: readonly (string | null)[], kind: StageKind): Stage[] =>
    names.flatMap((name) => (name === null ? [] : [{ name, rank: 0, kind }]));
  return {
    model: text(row, 'model'),
    version: count(row, 'model_version'),
    title: text(row, 'title'),
    stages: [
      ...texts(row, 'stages').map((name, i): Stage => ({ name, rank: i + 1, kind: 'ladder' })),
      ...off([textOrNull(row, 'ended_stage')], 'ended'),
      ...off(texts(row, 'quiet_stages').reverse(), 'quiet'),
      ...off([textOrNull(row, 'returned_stage')], 'returned'),
    ],
  };
}

/**
 * The stage model that `name` or `name@version` means; the latest version where none is named, the default model for null.
 * Undefined where there is no such model.
 */
export function ladderOf(report: Report, asked: string | null): Ladder | undefined {
  const wanted = asked ?? report.defaultModel;
  return report.ladders.findLast((ladder) => ladder.model === wanted || ladderKey(ladder) === wanted);
}

/** `name@version`, by which a link names a stage model. */
export function ladderKey({ model, version }: Pick<Ladder, 'model' | 'version'>): string {
  return `${model}@${version}`;
}

/** The stage of that name; one that the model does not have any more is drawn off the ladder. */
export function stageOf(ladder: Ladder | undefined, name: string): Stage {
  return ladder?.stages.find((stage) => stage.name === name) ?? { name, rank: 0, kind: 'quiet' };
}
