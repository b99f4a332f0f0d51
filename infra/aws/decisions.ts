import type { Profile } from './config.ts';

/** The numbers of one environment that a person would argue about. Days, seconds and megabytes as named; null = for ever. */
export type Decisions = {
  readonly lake: {
    /** Raw is the only copy of the facts, so production keeps it for ever. */
    readonly rawDays: number | null;
    /** As long as somebody may still mend a sender and replay what it sent. */
    readonly rejectedDays: number;
    /** How long a deleted or overwritten object can be brought back; also the longest an erased person lingers. */
    readonly replacedVersionDays: number;
    readonly accessLogDays: number;
  };
  readonly door: {
    readonly memoryMb: number;
    readonly timeoutSeconds: number;
    readonly requestsPerSecond: number;
    readonly burst: number;
  };
  readonly landing: {
    readonly memoryMb: number;
    readonly timeoutSeconds: number;
    /** Messages are gathered this long: larger objects and fewer writes for a later arrival in the lake. */
    readonly windowSeconds: number;
    readonly batchSize: number;
    /** Few landings at once, so that a load makes large objects instead of many. */
    readonly concurrency: number;
    readonly maxReceives: number;
  };
  readonly logDays: number;
  readonly alarms: { readonly oldestUnlandedSeconds: number; readonly handlerErrors: number };
  readonly isProtected: boolean;
};

const PRODUCTION: Decisions = {
  lake: { rawDays: null, rejectedDays: 400, replacedVersionDays: 30, accessLogDays: 90 },
  door: { memoryMb: 512, timeoutSeconds: 15, requestsPerSecond: 2_000, burst: 4_000 },
  landing: {
    memoryMb: 1_024,
    timeoutSeconds: 60,
    windowSeconds: 60,
    batchSize: 1_000,
    concurrency: 10,
    maxReceives: 8,
  },
  logDays: 90,
  alarms: { oldestUnlandedSeconds: 900, handlerErrors: 5 },
  isProtected: true,
};

const DEVELOPMENT: Decisions = {
  lake: { rawDays: 90, rejectedDays: 30, replacedVersionDays: 7, accessLogDays: 14 },
  door: { memoryMb: 512, timeoutSeconds: 15, requestsPerSecond: 50, burst: 100 },
  landing: { memoryMb: 512, timeoutSeconds: 60, windowSeconds: 5, batchSize: 100, concurrency: 2, maxReceives: 3 },
  logDays: 14,
  alarms: { oldestUnlandedSeconds: 900, handlerErrors: 5 },
  isProtected: false,
};

/** Everything decided for an environment of this profile. */
export function decide(profile: Profile): Decisions {
  return profile === 'production' ? PRODUCTION : DEVELOPMENT;
}

/**
 * How long a message stays hidden from other landings once one has it, in seconds.
 * Six time-outs and the window, as AWS advises: below that, a slow landing's messages are landed twice.
 */
export function hiddenSeconds({
  timeoutSeconds,
  windowSeconds,
}: {
  timeoutSeconds: number;
  windowSeconds: number;
}): number {
  return 6 * timeoutSeconds + windowSeconds;
}
