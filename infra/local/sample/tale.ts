import type { Source } from '../../../schemas/event.ts';
import { MINUTE } from './calendar.ts';
import type { Device, Person, Story } from './people.ts';
import type { WebhookDoor } from './sign.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The door that takes an event: Segment's for what a browser sends, a vendor's for what it signs, `import` for what marketers keep in a
 * table, a department's own for the rest.
 */
export type SampleDoor = '/v1/batch' | `/v1/events/${Source}` | WebhookDoor | 'import';

/** One thing that happens in the story. */
export interface SampleEvent {
  /** Milliseconds since 1970. */
  at: number;
  door: SampleDoor;
  /** As it is sent, but for its time. */
  body: Fields;
  /** How a vendor tells of it, at the instant at which it is said to have happened: in place of the body, which then bears its id and name. */
  payload?: (at: number) => Fields;
}

/** One person's life as it is told; journeys add to it in whatever order. */
export interface Tale {
  person: Person;
  story: Story;
  events: SampleEvent[];
  /** The devices on which the person has signed in so far. */
  signedIn: Set<Device>;
  /** What a browser sends of a call. `isKnown`: the person is signed in there. */
  web(at: number, device: Device, call: Fields, isKnown: boolean): void;
  /** What a department's system sends, with the identifiers that it knows the person by. */
  tell(at: number, source: Source, name: string, ids: Fields, properties?: Fields, provider?: string): void;
  /** What a vendor's webhook sends; `payload` is made of the event's id and instant. */
  webhook(at: number, door: WebhookDoor, name: string, payload: (id: string, at: number) => Fields): void;
}

const LIBRARY = { name: 'analytics.js', version: 'next-1.81.1' };

export function beginTale(person: Person, story: Story): Tale {
  const events: SampleEvent[] = [];
  const idOf = () => `sample-${story.seed}-${person.index}-${events.length}`;
  return {
    person,
    story,
    events,
    signedIn: new Set(),
    web(at, device, call, isKnown) {
      const identity = { anonymousId: device.anonymousId, ...(isKnown ? { userId: person.userId } : {}) };
      const context = { ...browserOf(person, device), ...(call.context as Fields | undefined) };
      events.push({ at, door: '/v1/batch', body: { messageId: idOf(), ...identity, ...call, context } });
    },
    tell(at, source, event_name, ids, properties = {}, provider = 'canonical') {
      const body = { event_id: `${provider}:${idOf()}`, source, provider, event_name, ...ids, properties };
      events.push({ at, door: `/v1/events/${source}`, body });
    },
    webhook(at, door, event_name, payload) {
      const event_id = idOf();
      events.push({ at, door, body: { event_id, event_name }, payload: (now) => payload(event_id, now) });
    },
  };
}

function browserOf({ place, index }: Person, { userAgent }: Device): Fields {
  return {
    library: LIBRARY,
    userAgent,
    locale: place.locale,
    timezone: place.timezone,
    location: { country: place.country },
    // of a block that is kept free for examples: nobody's address
    ip: `203.0.113.${1 + (index % 254)}`,
  };
}

/** The context of a first page: what the link said that led there. */
export function campaignOf({ channel, campaign }: Person): Fields {
  if (channel.source === undefined) return {};
  const named = campaign === null ? {} : { name: campaign };
  return { campaign: { source: channel.source, medium: channel.name, ...named } };
}

const SITE = 'https://tern-coffee.example';

/** A page view. */
export function page(path: string, title: string, context: Fields = {}): Fields {
  const url = `${SITE}${path}`;
  return {
    type: 'page',
    name: title,
    properties: { url, path, title },
    context: { ...context, page: { url, path, title } },
  };
}

/** A track call of Segment's. */
export function track(event: string, properties: Fields = {}): Fields {
  return { type: 'track', event, properties };
}

/** Calls one after the other, a little apart, as somebody clicks through the site. Answers when the last one was made. */
export function click(tale: Tale, at: number, device: Device, calls: readonly Fields[], isKnown: boolean): number {
  const dice = tale.person.dice(`clicks-${tale.events.length}`);
  let now = at;
  for (const call of calls) {
    tale.web(now, device, call, isKnown);
    now += Math.floor(dice.between(0.2, 3) * MINUTE);
  }
  return now;
}
