import { SEGMENT_CALLS, type SegmentCall } from '../../schemas/providers/segment.ts';
import { answer, type HttpAnswer, type HttpRequest, refusal } from '../lib/http.ts';
import { preflight, readableAnywhere } from './cors.ts';
import type { DoorParts } from './door-parts.ts';
import type { Circumstances } from './judge.ts';
import { basicUserOf, bearerOf } from './keys.ts';
import { refuseBody } from './refuse-body.ts';
import { readSegmentBody } from './segment-body.ts';
import { keptWithRejects, segmentReader } from './segment-reader.ts';
import { takeMessages } from './take.ts';

const ROOT = '/v1/';

/** Whether a path is of the door for Segment's SDKs. */
export function isSegmentPath(path: string): boolean {
  return SEGMENT_CALLS.has(path);
}

/**
 * Answers one call of Segment's HTTP API: 200 `{success: true, rejected}` says that all of it is durable, also what was
 * rejected; 400 that it could not be read, and is kept. A fault of the queue is thrown.
 */
export async function answerSegment(request: HttpRequest, now: string, parts: DoorParts): Promise<HttpAnswer> {
  if (request.method === 'OPTIONS') return preflight(request.headers['access-control-request-headers']);
  const call = SEGMENT_CALLS.get(request.path) ?? 'batch';
  const answered = request.method === 'POST' ? await take(request, call, now, parts) : wrongMethod(request.method);
  return readableAnywhere(answered);
}

async function take(request: HttpRequest, call: SegmentCall, now: string, parts: DoorParts): Promise<HttpAnswer> {
  const body = readSegmentBody(request.body, request.headers['content-encoding'] ?? '', call);
  if (!mayWrite(request.headers.authorization, body.ok ? body.writeKey : undefined, parts)) return unauthorized();
  const at: Circumstances = { now, receivedAt: now, defaultSource: 'web', endpoint: ROOT + call };
  if (!body.ok) return refuseBody(request.body, body, at, parts.queue);
  const { batch, messages } = body;
  const asSaid = { ...at, read: segmentReader(call, batch), ...keptWithRejects(batch) };
  const { rejected } = await takeMessages(messages, asSaid, parts);
  return answer(200, { success: true, rejected });
}

/**
 * A write key of web opens this door for all that SDKs send: one batch of a site or an app holds its orders and its chats
 * beside its pages, and whoever embeds an SDK has one key to give it.
 */
function mayWrite(authorization: string | undefined, writeKey: unknown, { isKeyOf }: DoorParts): boolean {
  const ofBody = typeof writeKey === 'string' ? writeKey : undefined;
  const presented = [bearerOf(authorization), basicUserOf(authorization), ofBody];
  return presented.filter((key) => isKeyOf('web', key)).length > 0;
}

function wrongMethod(method: string): HttpAnswer {
  return refusal(405, 'method_not_allowed', `${method} is not answered here. Use POST`, { allow: 'POST, OPTIONS' });
}

function unauthorized(): HttpAnswer {
  const message = 'no write key of web. Send it as the user name of Basic authorization, or as writeKey in the body';
  return refusal(401, 'unauthorized', message, { 'www-authenticate': 'Basic realm="write key"' });
}
