import { DAY, demandOn, timeOn } from './calendar.ts';
import { CHANNELS, type Channel } from './channels.ts';
import { type Dice, diceOf } from './dice.ts';
import { FIRST_NAMES, LAST_NAMES, PLACES, type Place, USER_AGENTS } from './places.ts';

/** What the story is made from: the same story for the same values, on every machine. */
export interface Story {
  seed: number;
  /** Midnight UTC at which the company opens, milliseconds since 1970. */
  fromMs: number;
  /** How many people come in its first 18 months, about. */
  people: number;
}

export type Kind = 'passer_by' | 'shopper' | 'member' | 'office';

export interface Device {
  anonymousId: string;
  userAgent: string;
}

export interface Person {
  /** 0, 1, ... in the order of their coming. */
  index: number;
  arrivedAt: number;
  kind: Kind;
  channel: Channel;
  campaign: string | null;
  place: Place;
  name: { first: string; last: string };
  email: string;
  phone: string | null;
  userId: string;
  company: string;
  devices: readonly Device[];
  /** Chance for one part of this person's life. */
  dice: (part: string) => Dice;
}

const STORY_DAYS = 548;
/** In the mean over the first 18 months, so that `people` of them come. */
const MEAN_DEMAND = 1.0;

/** Everybody who comes before `untilMs`, in the order of their coming; a later `untilMs` only adds people. */
export function peopleUntil(story: Story, untilMs: number): Person[] {
  const people: Person[] = [];
  for (let day = 0; story.fromMs + day * DAY < untilMs; day += 1) {
    const dice = diceOf(story.seed, 'arrivals', day);
    const expected = (story.people / STORY_DAYS / MEAN_DEMAND) * demandOn(day, story.fromMs + day * DAY);
    const come = Math.floor(expected) + (dice.chance(expected % 1) ? 1 : 0);
    for (let nth = 0; nth < come; nth += 1) people.push(toPerson(people.length, day, story));
  }
  return people.filter(({ arrivedAt }) => arrivedAt < untilMs);
}

function toPerson(index: number, day: number, { seed, fromMs }: Story): Person {
  const dice = diceOf(seed, 'person', index);
  const channel = dice.weighted(CHANNELS);
  const place = dice.weighted(PLACES);
  const name = { first: dice.pick(FIRST_NAMES), last: dice.pick(LAST_NAMES) };
  const id = `${name.first}.${name.last}.${index}`.toLowerCase();
  return {
    index,
    arrivedAt: timeOn(fromMs + day * DAY, place.utcOffset, dice),
    kind: kindOf(channel, dice),
    channel,
    campaign: channel.campaigns.length === 0 ? null : dice.pick(channel.campaigns),
    place,
    name,
    email: `${id}@example.com`,
    phone: dice.chance(0.3) ? `+1555${String(1_000_000 + index).slice(-7)}` : null,
    userId: `user-${seed}-${index}`,
    company: `${dice.pick(LAST_NAMES)} & ${dice.pick(LAST_NAMES)}`,
    devices: devicesOf(index, seed, dice),
    dice: (part) => diceOf(seed, 'person', index, part),
  };
}

/** Good channels bring people who stay; a cheap one brings many who only look. */
function kindOf({ quality, name }: Channel, dice: Dice): Kind {
  const isOffice = name === 'cpc' || name === 'organic' ? 12 : 4;
  return dice.weighted([
    { kind: 'passer_by' as const, share: 52 / quality },
    { kind: 'shopper' as const, share: 30 * quality },
    { kind: 'member' as const, share: 15 * quality },
    { kind: 'office' as const, share: isOffice },
  ]).kind;
}

function devicesOf(index: number, seed: number, dice: Dice): Device[] {
  const agents = [
    dice.chance(0.6) ? USER_AGENTS.phone : USER_AGENTS.laptop,
    ...(dice.chance(0.45) ? [USER_AGENTS.desktop] : []),
    ...(dice.chance(0.15) ? [USER_AGENTS.laptop] : []),
  ];
  return agents.map((userAgent, nth) => ({ anonymousId: `device-${seed}-${index}-${nth}`, userAgent }));
}

/** The tablet on the counter of the shop, on which many sign in. */
export function kioskOf({ seed }: Pick<Story, 'seed'>): Device {
  return { anonymousId: `kiosk-${seed}`, userAgent: USER_AGENTS.kiosk };
}
