import { EVENT_KINDS, type EventKind } from './event-kinds.ts';
import { below, pick, type Random, randomFrom } from './random.ts';

export interface Sample {
  /** How many lines. */
  events: number;
  seed: number;
  /** People that the events are spread over; left out, one for every 20 of them. */
  people?: number;
  /** Every which line is broken; left out, none. */
  brokenEvery?: number;
}

/** The tables of a bench speak of this instant: all events lie before it, whenever the bench is run. */
export const AS_OF = '2026-05-01T00:00:00.000Z';

const FIRST_MS = Date.parse('2026-01-01T00:00:00.000Z');
const PERIOD_MS = 119 * 24 * 60 * 60 * 1000;
export const EVENTS_A_PERSON = 20;
const REPEATED_EVERY = 100;

/**
 * Canonical events as NDJSON lines without their newlines, about 1 KB each, in the order of their time; one of a hundred
 * is its predecessor delivered again. The same sample gives the same lines, and nothing is held between two of them.
 */
export function* eventLines(sample: Sample): Generator<string> {
  const { events, brokenEvery = Number.POSITIVE_INFINITY } = sample;
  for (let index = 0; index < events; index += 1) {
    const line = lineAt(index, sample);
    yield index % brokenEvery === brokenEvery - 1 ? broken(line, index) : line;
  }
}

function lineAt(index: number, sample: Sample): string {
  const isRepeated = index % REPEATED_EVERY === REPEATED_EVERY - 1;
  return JSON.stringify(eventAt(isRepeated ? index - 1 : index, sample, isRepeated ? 1000 : 0));
}

/** An event depends on its index alone, so that any of them can be made again. */
function eventAt(index: number, { events, seed, people = events / EVENTS_A_PERSON }: Sample, delayMs: number): object {
  const random = randomFrom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const kind = kindFor(below(1000, random));
  const occurredMs = FIRST_MS + Math.floor((PERIOD_MS * index) / events) + below(3_600_000, random);
  const person = below(Math.ceil(people), random);
  return {
    event_id: `bench-${seed}-${index}`,
    source: kind.source,
    event_name: kind.name,
    occurred_at: new Date(occurredMs).toISOString(),
    received_at: new Date(occurredMs + 200 + below(5000, random) + delayMs).toISOString(),
    ...identifiersOf(person, kind, random),
    properties: kind.properties(index, random),
    context: contextOf(random),
  };
}

function kindFor(share: number): EventKind {
  let left = share;
  for (const kind of EVENT_KINDS) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  throw new Error(`[bench] the shares of event-kinds.ts end before ${share}. They add up to 1000`);
}

/** Half of what the web sends comes from people who are not signed in. */
function identifiersOf(person: number, { source, name }: EventKind, random: Random): object {
  const anonymous_id = `visitor-${person}`;
  if (source === 'web' && name !== 'signed_up' && random() < 0.5) return { anonymous_id };
  return {
    ...(source === 'web' ? { anonymous_id } : {}),
    user_id: `user-${person}`,
    email: `user-${person}@example.com`,
  };
}

function contextOf(random: Random): object {
  const path = `/shop/${below(5000, random)}`;
  return {
    campaign: {
      source: pick(['google', 'newsletter', 'partner'], random),
      medium: 'cpc',
      name: `spring-${below(12, random)}`,
    },
    page: {
      url: `https://shop.example.com${path}?ref=${below(1e6, random)}`,
      path,
      referrer: 'https://www.example.org/',
      title: 'Shop',
    },
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    locale: pick(['en-US', 'de-DE', 'fr-FR'], random),
    timezone: pick(['America/New_York', 'Europe/Berlin', 'Europe/Paris'], random),
    library: { name: '@segment/analytics-next', version: '1.70.0' },
    ip_truncated: `198.51.${below(256, random)}.0`,
    screen: { width: 1920, height: 1080, density: 2 },
  };
}

/** What really goes wrong: a name nobody knows, a value of the wrong type, a line that was cut. */
function broken(line: string, index: number): string {
  if (index % 3 === 0) return line.replace('"event_name":"', '"event_name":"my_own_');
  return index % 3 === 1
    ? line.replace('"anonymous_id":"', '"anonymous_id":1,"was":"').replace('"user_id":"', '"user_id":7,"is":"')
    : line.slice(0, -40);
}
