import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request of a load, with what must be found of it once it is answered: ids of events, bytes of rejects. */
export interface Parcel {
  path: string;
  body: string;
  eventIds: string[];
  rejects: string[];
}

const OCCURRED = '2026-01-31T10:00:00.000Z';
const EVENTS = 5;

/** The nth parcel of a sender: our events or Segment's, with a broken message among them. The same arguments give the same bytes. */
export function parcelOf(sender: string, n: number): Parcel {
  const ids = Array.from({ length: EVENTS }, (_, index) => `${sender}-${n}-${index}`);
  return n % 2 === 0 ? ourParcel(ids) : segmentParcel(ids);
}

function ourParcel(ids: string[]): Parcel {
  const events = ids.map((event_id) =>
    JSON.stringify({ event_id, event_name: 'page_viewed', occurred_at: OCCURRED, anonymous_id: event_id }),
  );
  const broken = `broken ${ids[0]}`;
  const body = [...events, broken].join('\n');
  return { path: '/v1/events/web', body, eventIds: ids, rejects: [broken] };
}

function segmentParcel(ids: string[]): Parcel {
  const messages = ids.map((messageId) =>
    JSON.stringify({ messageId, type: 'page', timestamp: OCCURRED, anonymousId: messageId }),
  );
  const broken = JSON.stringify({ messageId: ids[0], type: 'no such type' });
  const body = `{"batch":[${[...messages, broken].join(',')}]}`;
  return { path: '/v1/batch', body, eventIds: ids.map((id) => `segment:${id}`), rejects: [broken] };
}

/** Posts over a connection that is kept alive; the status, or null where no answer came. */
export async function postKeptAlive(agent: Agent, url: string, { path, body }: Parcel): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request(url + path, { method: 'POST', agent }, (response) => {
      text(response).then(
        () => resolve(response.statusCode ?? null),
        () => resolve(null),
      );
    });
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}

/** At most so many connections, each of which stays open. */
export function connections(most: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: most });
}
