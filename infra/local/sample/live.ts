import { setTimeout as pause } from 'node:timers/promises';
import { DAY } from './calendar.ts';
import { eventsUntil } from './sample.ts';
import type { SampleState } from './state.ts';
import type { SampleEvent } from './tale.ts';
import { keep, refreshed, type Teller, tell } from './teller.ts';

export interface Pace {
  /** Seconds of the story in each of ours. */
  speed: number;
  tickMs?: number;
  /** Least milliseconds between the end of one refresh and the next. */
  refreshMs?: number;
}

const AHEAD = 30 * DAY;

/**
 * Lets the story run on, `speed` times as fast as the clock, until `signal` ends it, and refreshes every so often. What
 * happens is said to happen when one watches: the story's clock runs ahead, and no event lies in our future.
 */
export async function runLive(
  state: SampleState,
  { speed, tickMs = 1000, refreshMs = 10_000 }: Pace,
  teller: Teller,
): Promise<SampleState> {
  const { signal, clock } = teller.send;
  const begun = { ourMs: clock(), storyMs: state.toldMs };
  const toTime = (at: number) => Math.floor(begun.ourMs + (at - begun.storyMs) / speed);
  const coming = comingEvents(state);
  let told = state;
  let refreshAt = begun.ourMs + refreshMs;
  while (!signal.aborted) {
    await pause(tickMs, undefined, { signal }).catch(() => {});
    const nowMs = clock();
    const storyNow = Math.floor(begun.storyMs + (nowMs - begun.ourMs) * speed);
    if (!(await tell(coming(storyNow), teller, toTime))) break;
    told = keep(teller.home, { ...told, toldMs: storyNow, shiftMs: nowMs - storyNow });
    if (nowMs < refreshAt || signal.aborted) continue;
    await refreshed(teller, undefined, false);
    refreshAt = clock() + refreshMs;
  }
  return told;
}

/** Gives what happens until an instant and was not given before; makes the story a month at a time. */
function comingEvents(state: SampleState): (untilMs: number) => SampleEvent[] {
  let events: SampleEvent[] = [];
  let madeMs = state.toldMs;
  let given = 0;
  return (untilMs) => {
    if (untilMs > madeMs) {
      const from = madeMs;
      madeMs = untilMs + AHEAD;
      events = [...events.slice(given), ...eventsUntil(state, madeMs).filter(({ at }) => at >= from)];
      given = 0;
    }
    const begin = given;
    while ((events[given]?.at ?? Number.POSITIVE_INFINITY) < untilMs) given += 1;
    return events.slice(begin, given);
  };
}
