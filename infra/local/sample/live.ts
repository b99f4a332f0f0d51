import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../../lambdas/lib/errors.ts';
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
/** The exit code of a refresh that finds another at work. */
const BUSY = 3;

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
  // half a tick would be told again with other times: what was begun is told to its end
  const whole = { ...teller, send: { ...teller.send, signal: new AbortController().signal } };
  let told = state;
  let refreshAt = begun.ourMs + refreshMs;
  while (!signal.aborted) {
    await pause(tickMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const nowMs = clock();
    const storyNow = Math.floor(begun.storyMs + (nowMs - begun.ourMs) * speed);
    await tell(coming(storyNow), whole, toTime);
    told = keep(teller.home, { ...told, toldMs: storyNow, shiftMs: nowMs - storyNow });
    if (nowMs < refreshAt || signal.aborted) continue;
    if (await refreshUnlessBusy(teller)) told = keep(teller.home, { ...told, shownMs: told.toldMs });
    refreshAt = clock() + refreshMs;
  }
  return told;
}

/** False where somebody refreshes by hand beside the stream: the next refresh finds what has landed. */
async function refreshUnlessBusy(teller: Teller): Promise<boolean> {
  try {
    await refreshed(teller, undefined, false);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.exitCode === BUSY) return false;
    throw error;
  }
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
