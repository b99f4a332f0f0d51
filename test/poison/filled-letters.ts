import type { Letter, Row } from './letters.ts';
import { sameJson } from './same-json.ts';

type Fields = Record<string, unknown>;

/** What a sender says: a text for wherever an event takes one, and fields under names of the sender's own. */
export interface Filled {
  text: string;
  properties: Fields;
  context: Fields;
}

interface About extends Filled {
  name: string;
  /** Unique among all letters. */
  id: string;
  fate: Letter['fate'];
}

const OCCURRED = '2026-01-31T10:00:00.000Z';

/** The same things said to both doors. */
export function lettersOf(about: About): Letter[] {
  return [canonical(about), tracked(about), identified(about)];
}

function canonical({ id, text, properties, context, ...about }: About): Letter {
  const identifiers = { user_id: text, anonymous_id: text, email: text, account_id: text };
  const message = {
    event_id: id,
    event_name: 'custom_tracked',
    occurred_at: OCCURRED,
    ...identifiers,
    properties: { ...properties, name: text },
    context,
    consent: { [text]: true },
  };
  return letter(
    about,
    '/v1/events/web',
    id,
    message,
    (event) =>
      holds(event, { ...identifiers, consent: { [text]: true }, context }) &&
      hasAll(event, { ...properties, name: text }),
  );
}

function tracked({ id, text, properties, context, ...about }: About): Letter {
  const messageId = `track-${id}`;
  const event = `event ${text}`;
  const message = {
    messageId,
    type: 'track',
    event,
    timestamp: OCCURRED,
    userId: text,
    anonymousId: text,
    properties,
    context,
  };
  return letter(
    about,
    '/v1/batch',
    `segment:${messageId}`,
    message,
    (found) =>
      holds(found, { user_id: text, anonymous_id: text, context }) &&
      hasAll(found, { ...properties }) &&
      (found.properties as Fields).name === event,
  );
}

function identified({ id, text, properties, context, ...about }: About): Letter {
  const messageId = `identify-${id}`;
  const message = { messageId, type: 'identify', timestamp: OCCURRED, userId: text, traits: properties, context };
  return letter(
    about,
    '/v1/batch',
    `segment:${messageId}`,
    message,
    (found) => holds(found, { user_id: text, context }) && hasAll(found, properties),
  );
}

function letter(
  { name, fate }: Pick<Letter, 'name' | 'fate'>,
  path: string,
  eventId: string,
  message: object,
  isIn: Letter['isIn'],
): Letter {
  const bytes = Buffer.from(JSON.stringify(message));
  return { name: `${name} to ${path}`, path, body: bytes, message: bytes, eventId, fate, isIn };
}

function holds(event: Row, fields: Fields): boolean {
  return Object.entries(fields).every(([key, value]) => sameJson(event[key], value));
}

/** Each property is where it was sent, or under `extra`, where those are kept that nobody has typed. */
function hasAll({ properties }: Row, sent: Fields): boolean {
  const found = properties as Fields;
  const extra = (found.extra ?? {}) as Fields;
  return Object.entries(sent).every(([key, value]) =>
    [found, extra].some((fields) => Object.hasOwn(fields, key) && sameJson(fields[key], value)),
  );
}
