import type { Circumstances, Message, Verdict } from '../../../lambdas/ingest/judge.ts';
import type { Source } from '../../../schemas/event.ts';
import type { Reject } from './reject.ts';
import { asMessage, type Route, routeOf } from './routes.ts';

/** A message may tell of several events: a verdict for each. */
export type Judge = (message: Message, at: Circumstances) => Verdict | readonly Verdict[];

/** Reasons of a whole body, as the doors give them with a 400. */
const OF_BODIES: ReadonlySet<string> = new Set(['unreadable_body', 'unreadable_gzip']);
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Where a reject goes by today's rules, judged at the time and the door where it came in; empty while none of it is accepted.
 * A body that can be read now gives a verdict for each of its messages, so that those still rejected are kept one by one.
 */
export function judgeAgain(reject: Reject, source: Source, judge: Judge): Verdict[] {
  const route = routeOf(reject, source);
  const verdicts = route === null ? [] : verdictsOf(reject, route, judge);
  return verdicts.some(({ reason }) => reason === null) ? verdicts : [];
}

function verdictsOf(reject: Reject, route: Route, judge: Judge): Verdict[] {
  const { receivedAt, endpoint, bytes } = reject;
  // the future is what was ahead of the door's clock then: a replay says the same whenever it runs
  const { headers } = reject;
  const at: Circumstances = {
    ...{ now: receivedAt, receivedAt, endpoint },
    ...(headers === undefined ? {} : { headers }),
    ...route.at,
  };
  if (!OF_BODIES.has(reject.code)) {
    const message = route.messageOf === undefined ? asMessage(bytes) : route.messageOf(reject);
    return message === null ? [] : [judge(message, at)].flat();
  }
  const body = route.readBody(bytes, contentEncodingOf(reject));
  if (body === null) return [];
  const read = body.read === undefined ? at : { ...at, read: body.read };
  return body.messages.flatMap((message) => judge(asMessage(message), read));
}

/** The header is not kept; only a body that came as gzip can fail to inflate, and no JSON begins like gzip. */
function contentEncodingOf({ code, bytes }: Reject): string {
  const isGzip = GZIP_MAGIC.every((byte, index) => bytes[index] === byte);
  return code === 'unreadable_gzip' || isGzip ? 'gzip' : '';
}
