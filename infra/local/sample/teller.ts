import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorApi } from '../../../lambdas/lib/vendors/vendor-api.ts';
import type { Config } from '../../../schemas/config.ts';
import { lakeFolder, warehousePath } from '../home.ts';
import type { LocalSummary } from '../refresh.ts';
import { DAY, iso } from './calendar.ts';
import { eventsUntil, openingBefore, SAMPLE_PEOPLE, toBatches } from './sample.ts';
import { type Sending, sendBatches } from './send.ts';
import { readState, type SampleState, writeState } from './state.ts';
import type { SampleEvent } from './tale.ts';
import { sampleHubSpot } from './vendors/hubspot-api.ts';

/** What tells a home its story: how to send, how to refresh, and what people see of it. */
export interface Teller {
  home: string;
  config: Config;
  send: Omit<Sending, 'onSent'>;
  /** Asks the sample's HubSpot for what its webhooks left out. */
  complete: (hubspot: VendorApi) => Promise<void>;
  /** Builds the tables; `asOf` left out, as of now. */
  refresh: (asOf?: string) => Promise<LocalSummary>;
  /** Told how many of the events of this step are durable. */
  onSent: (sent: number, of: number) => void;
  /** Told when no more of them will be sent, also where a fault or an interruption ended it. */
  onAllSent: () => void;
  onRefreshed: (summary: LocalSummary, isBaseline: boolean) => Promise<void>;
  people?: number;
}

const SEED = 20;
/** What happened before is the past that nobody is told of; what came after makes the first notices. */
const NEWS = 7 * DAY;

/** The story of a home: the one that it has, a new one where nothing has landed yet, null where others' data lies. */
export function openState(home: string, nowMs: number, people = SAMPLE_PEOPLE): SampleState | null {
  const state = readState(home);
  if (state !== null) return state;
  if (existsSync(join(lakeFolder(home), 'raw')) || existsSync(warehousePath(home))) return null;
  const story = openingBefore(nowMs, { seed: SEED, people });
  return { ...story, toldMs: story.fromMs, shownMs: story.fromMs, shiftMs: 0 };
}

/**
 * Tells a home what has happened until now, and refreshes: the first time in two steps, so that what came in the last
 * seven days is news. Answers how far the home has been told; earlier than now where `signal` ended it.
 */
export async function catchUp(state: SampleState, nowMs: number, teller: Teller): Promise<SampleState> {
  const storyNow = nowMs - state.shiftMs;
  const events = eventsUntil(state, storyNow).filter(({ at }) => at >= state.toldMs);
  // before anything is sent: whoever dies in the middle is told the same story again, and every event counts once
  let told = keep(teller.home, state);
  if (!existsSync(warehousePath(teller.home))) {
    const baselineMs = storyNow - NEWS;
    told = await takeStep(told, { events: upTo(events, baselineMs), untilMs: baselineMs, isBaseline: true }, teller);
  }
  if (teller.send.signal.aborted) return told;
  const news = events.filter(({ at }) => at >= told.toldMs);
  return takeStep(told, { events: news, untilMs: storyNow, isBaseline: false }, teller);
}

interface Step {
  events: readonly SampleEvent[];
  untilMs: number;
  /** Whether the tables then speak of `untilMs` as the past that nobody is told of. */
  isBaseline: boolean;
}

/** Sends what is due and refreshes, unless the tables show all of it already. */
async function takeStep(
  state: SampleState,
  { events, untilMs, isBaseline }: Step,
  teller: Teller,
): Promise<SampleState> {
  const toTime = (at: number) => at + state.shiftMs;
  if (!(await sendDue(events, toTime, teller))) return state;
  const told = keep(teller.home, { ...state, toldMs: Math.max(state.toldMs, untilMs) });
  if (events.length > 0) await teller.complete(sampleHubSpot(eventsUntil(state, untilMs), toTime));
  const isShown = events.length === 0 && state.shownMs >= state.toldMs && !isBaseline;
  if (!isShown) await refreshed(teller, isBaseline ? iso(untilMs + state.shiftMs) : undefined, isBaseline);
  return keep(teller.home, { ...told, shownMs: told.toldMs });
}

async function sendDue(
  events: readonly SampleEvent[],
  toTime: (at: number) => number,
  teller: Teller,
): Promise<boolean> {
  let sent = 0;
  const onSent = (count: number) => {
    sent += count;
    teller.onSent(sent, events.length);
  };
  return tell(events, teller, toTime, onSent).finally(teller.onAllSent);
}

function upTo(events: readonly SampleEvent[], untilMs: number): SampleEvent[] {
  return events.filter(({ at }) => at < untilMs);
}

/** Sends events. Answers whether all of them are durable. */
export async function tell(
  events: readonly SampleEvent[],
  { send }: Teller,
  toTime: (at: number) => number,
  onSent?: (count: number) => void,
): Promise<boolean> {
  return sendBatches(toBatches(events, toTime), { ...send, onSent });
}

/** Keeps how far a home has been told. */
export function keep(home: string, state: SampleState): SampleState {
  writeState(home, state);
  return state;
}

/** Refreshes and shows what was found. */
export async function refreshed(teller: Teller, asOf: string | undefined, isBaseline: boolean): Promise<void> {
  const summary = await teller.refresh(asOf);
  await teller.onRefreshed(summary, isBaseline);
}
