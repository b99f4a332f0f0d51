import { DAY, dayOf, iso } from './calendar.ts';
import { lifeOf } from './journeys/life.ts';
import { peopleUntil, type Story } from './people.ts';
import { robotVisits } from './robots.ts';
import { dailyFacts, spendTable } from './spend.ts';
import type { SampleDoor, SampleEvent } from './tale.ts';

/** One request as it is sent, and when it would have been: the time of the last event in it, ISO. */
export interface SampleBatch {
  door: SampleDoor;
  body: unknown;
  at: string;
  events: number;
}

export interface SampleOptions {
  /** ISO day or instant: nothing later is told. */
  until: string;
  seed: number;
  /** How many come in 18 months, about. */
  people?: number;
}

const STORY_DAYS = 548;
export const SAMPLE_PEOPLE = 2000;
/** Well below the limits of the doors. */
const EVENTS_A_BATCH = 250;

/**
 * The sample company from 18 months before `until` on, as requests in the order of their time. The same options give the
 * same requests, byte for byte; it is chance that depends on nothing but the seed.
 */
export function sampleCompany({ until, seed, people = SAMPLE_PEOPLE }: SampleOptions): SampleBatch[] {
  const untilMs = Date.parse(until);
  return toBatches(eventsUntil(openingBefore(untilMs, { seed, people }), untilMs));
}

/** The story that is 18 months old at an instant. */
export function openingBefore(untilMs: number, { seed, people }: Pick<Story, 'seed' | 'people'>): Story {
  return { seed, people, fromMs: Math.floor(untilMs / DAY - STORY_DAYS) * DAY };
}

/** All that happens before an instant, in the order of its time. What a later instant adds lies behind it. */
export function eventsUntil(story: Story, untilMs: number): SampleEvent[] {
  const people = peopleUntil(story, untilMs);
  const lives = people.flatMap((person, index) => lifeOf(person, story, people.slice(Math.max(0, index - 400), index)));
  return [...lives, ...dailyFacts(story, untilMs), ...robotVisits(story, untilMs)]
    .filter(({ at }) => at < untilMs)
    .sort((one, other) => one.at - other.at);
}

/**
 * Events as requests to the doors, in the order of their time; those of one door are sent together as far as a request
 * bears. `toTime` moves an instant of the story to the one at which it is said to have happened.
 */
export function toBatches(events: readonly SampleEvent[], toTime: (at: number) => number = (at) => at): SampleBatch[] {
  const open = new Map<SampleDoor, SampleEvent[]>();
  const full: SampleEvent[][] = [];
  for (const event of events) {
    const batch = open.get(event.door) ?? [];
    batch.push(moveTo(event, toTime(event.at)));
    open.set(event.door, batch);
    if (batch.length < mostOf(event.door)) continue;
    full.push(batch);
    open.delete(event.door);
  }
  return [...full, ...open.values()]
    .map((batch) => toBatch(batch))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** The same at another time: a daily fact then tells of the day before that. */
function moveTo(event: SampleEvent, at: number): SampleEvent {
  if (at === event.at) return event;
  if (event.payload !== undefined) return { ...event, at };
  const properties = event.body.properties as { day?: string } | undefined;
  if (properties?.day === undefined) return { ...event, at };
  return { ...event, at, body: { ...event.body, properties: { ...properties, day: dayOf(at - DAY) } } };
}

/** Stripe and Zendesk tell one thing a request; HubSpot up to a hundred. */
function mostOf(door: SampleDoor): number {
  if (door === '/webhooks/hubspot') return 100;
  return door.startsWith('/webhooks/') ? 1 : EVENTS_A_BATCH;
}

function toBatch(events: SampleEvent[]): SampleBatch {
  const [first] = events as [SampleEvent];
  const at = iso(Math.max(...events.map((event) => event.at)));
  return { door: first.door, at, events: events.length, body: BODIES[kindOf(first.door)](events) };
}

type DoorKind = 'segment' | 'one' | 'many' | 'table' | 'own';

function kindOf(door: SampleDoor): DoorKind {
  if (door === '/v1/batch') return 'segment';
  if (door === 'import') return 'table';
  if (door === '/webhooks/hubspot') return 'many';
  return door.startsWith('/webhooks/') ? 'one' : 'own';
}

const BODIES: Readonly<Record<DoorKind, (events: readonly SampleEvent[]) => unknown>> = {
  segment: (events) => ({ batch: events.map(({ at, body }) => ({ ...body, timestamp: iso(at) })) }),
  own: (events) => events.map(({ at, body }) => ({ ...body, occurred_at: iso(at) })),
  one: ([event]) => event?.payload?.(event.at),
  many: (events) => events.map(({ at, payload }) => payload?.(at)),
  table: (events) => spendTable(events.map(({ body }) => body)),
};
