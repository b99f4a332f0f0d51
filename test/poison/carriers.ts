import { worlds } from '../support/soak.ts';
import { JSON_VALUES } from './json-values.ts';
import type { Letter, Row } from './letters.ts';
import { sameJson } from './same-json.ts';

/** A way for a message to reach a door: it alone is the body, or stands in one. */
interface Carrier {
  name: string;
  path: string;
  /** The message around a raw value, under an id. */
  message(id: string, value: Uint8Array): Buffer;
  body(message: Buffer): Buffer;
  /** The id under which the event is in the tables. */
  eventId(id: string): string;
}

const WHEN = '2026-01-31T10:00:00.000Z';

function ofOurs(name: string, open: string, close: string): Carrier {
  return {
    name,
    path: '/v1/events/web',
    message: (id, value) =>
      around(
        `{"event_id":${JSON.stringify(id)},"event_name":"custom_tracked","occurred_at":"${WHEN}","anonymous_id":"a-1","properties":{"name":"poison","v":`,
        value,
        '}}',
      ),
    body: (message) => around(open, message, close),
    eventId: (id) => id,
  };
}

function ofSegment(name: string, path: string, open: string, close: string): Carrier {
  return {
    name,
    path,
    message: (id, value) =>
      around(
        `{"messageId":${JSON.stringify(id)},"type":"track","event":"poison","timestamp":"${WHEN}","anonymousId":"a-1","properties":{"v":`,
        value,
        '}}',
      ),
    body: (message) => around(open, message, close),
    eventId: (id) => `segment:${id}`,
  };
}

function around(before: string, bytes: Uint8Array, after: string): Buffer {
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
}

/** Both doors; each with its message alone and in an array where CI asks for more worlds. */
const CARRIERS: readonly Carrier[] = [
  ofOurs('a line of NDJSON', '', '\n'),
  ofSegment('a batch', '/v1/batch', '{"batch":[', ']}'),
  ...(worlds(1) === 1 ? [] : [ofOurs('a JSON array', '[', ']'), ofSegment('a call', '/v1/track', '', '')]),
];

const NEWLINE = 0x0a;

/** Every value in every carrier. A line break in a value would make two lines of one. */
export const VALUE_LETTERS: readonly Letter[] = CARRIERS.flatMap((carrier, c) =>
  JSON_VALUES.filter(({ bytes }) => c > 0 || !bytes.includes(NEWLINE)).map((value, v): Letter => {
    const id = `value-${c}-${v}`;
    const message = carrier.message(id, value.bytes);
    return {
      name: `${value.name} in ${carrier.name}`,
      path: carrier.path,
      body: carrier.body(message),
      message,
      eventId: carrier.eventId(id),
      fate: value.fate,
      isIn: ({ properties }) => sameJson(extraOf(properties).v, JSON.parse(value.bytes.toString())),
    };
  }),
);

function extraOf(properties: unknown): Row {
  return (properties as { extra?: Row } | null)?.extra ?? {};
}
