import { SOURCES, type Source } from '../../schemas/event.ts';
import { SEGMENT_PATHS } from '../../schemas/providers/segment.ts';
import { answer, type HttpAnswer, type HttpRequest, refusal } from '../lib/http.ts';
import type { DoorParts } from './door-parts.ts';
import type { Circumstances } from './judge.ts';
import { bearerOf } from './keys.ts';
import { readBody } from './read-body.ts';
import { refuseBody } from './refuse-body.ts';
import { answerSegment, isSegmentPath } from './segment-door.ts';
import { takeMessages } from './take.ts';
import { answerWebhook, isWebhookPath } from './webhook-door.ts';

export type { DoorParts } from './door-parts.ts';

const EVENTS = '/v1/events/';

/**
 * Answers one request that came in at `now` (ISO). 2xx and 400 say that what was sent is durable; a fault of the
 * queue is thrown, because only the carrier knows how to say "again".
 */
export async function answerRequest(request: HttpRequest, now: string, parts: DoorParts): Promise<HttpAnswer> {
  const { method, path, headers } = request;
  if (path === '/health') return answerHealth(method, parts.version);
  if (isSegmentPath(path)) return answerSegment(request, now, parts);
  if (isWebhookPath(path)) return answerWebhook(request, now, parts);
  const source = sourceOf(path);
  if (source === undefined) return refusal(404, 'not_found', notFound(path));
  if (method !== 'POST') return wrongMethod(method, 'POST');
  if (!parts.isKeyOf(source, bearerOf(headers.authorization))) return unauthorized(source);
  return takeEvents(request, circumstances(source, now), parts);
}

async function takeEvents(request: HttpRequest, at: Circumstances, parts: DoorParts): Promise<HttpAnswer> {
  const body = readBody(request.body, request.headers['content-encoding'] ?? '');
  if (!body.ok) return refuseBody(request.body, body, at, parts.queue);
  return answer(200, await takeMessages(body.messages, at, parts, { source: at.defaultSource }));
}

function circumstances(source: Source, now: string): Circumstances {
  return { now, receivedAt: now, defaultSource: source, onlySource: source, endpoint: `${EVENTS}${source}` };
}

function sourceOf(path: string): Source | undefined {
  return SOURCES.find((source) => path === EVENTS + source);
}

function notFound(path: string): string {
  return `nothing answers at ${path}. Events go to ${SOURCES.map((source) => EVENTS + source).join(', ')}, calls of Segment's SDKs to ${SEGMENT_PATHS[0]}`;
}

function answerHealth(method: string, version: string): HttpAnswer {
  return method === 'GET' || method === 'HEAD' ? answer(200, { status: 'ok', version }) : wrongMethod(method, 'GET');
}

function wrongMethod(method: string, allowed: string): HttpAnswer {
  return refusal(405, 'method_not_allowed', `${method} is not answered here. Use ${allowed}`, { allow: allowed });
}

function unauthorized(source: Source): HttpAnswer {
  const message = `no write key of ${source}. Send it as Authorization: Bearer <key>`;
  return refusal(401, 'unauthorized', message, { 'www-authenticate': 'Bearer' });
}
