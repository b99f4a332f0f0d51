import { isOfEvents } from '../../sql/lake-place.ts';

/** An object of the lake that a refresh reads for the first time. */
export type LandedObject = { relation: string; path: string; rows: number; bytes: number };

/** An object that it cannot take, and why. */
export type SetAsideObject = { relation: string; path: string; reason: string };

export type Objects = { landed: readonly LandedObject[]; setAside: readonly SetAsideObject[] };

/** Lines of events among newly landed objects: links and publications are no events. */
export function countEventLines({ landed }: Objects): number {
  return landed.filter(({ relation }) => isOfEvents(relation)).reduce((sum, { rows }) => sum + rows, 0);
}
