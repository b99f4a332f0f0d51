import { SEGMENT_TYPES, type SegmentType } from './message.ts';

/** A call of Segment's HTTP API: a message of one type, or a batch whose messages say it themselves. */
export type SegmentCall = SegmentType | 'batch';

const ROOT = '/v1/';

/** By path: the calls, under their first letter as `@segment/analytics-next` abbreviates them, and Ruby's name of a batch. */
export const SEGMENT_CALLS: ReadonlyMap<string, SegmentCall> = new Map([
  ...(['batch', ...SEGMENT_TYPES] as const).flatMap((call): [string, SegmentCall][] => [
    [ROOT + call, call],
    [ROOT + call.charAt(0), call],
  ]),
  [`${ROOT}import`, 'batch'],
]);

/** The paths of the door for Segment's SDKs, for whoever routes to it. */
export const SEGMENT_PATHS: readonly string[] = [...SEGMENT_CALLS.keys()];
