import { type Provider, providerOf } from '../../schemas/providers.ts';
import { answer, type HttpAnswer, type HttpRequest, refusal } from '../lib/http.ts';
import type { DoorParts } from './door-parts.ts';
import { keepUnreadable } from './ingest.ts';
import type { Circumstances } from './judge.ts';
import { WEBHOOK_LIMIT_BYTES } from './limits.ts';
import { faultOfSignature, type SignatureFault } from './signature.ts';
import { takeMessages } from './take.ts';
import { payloadReader, readWebhookBody, VENDORS_SOURCE } from './webhook-body.ts';

const ROOT = '/webhooks/';

const FAULTS: Readonly<Record<SignatureFault, string>> = {
  missing: 'the request bears no signature that can be read',
  stale: 'the request was signed too long ago, or its time lies in the future. Look at both clocks',
  wrong: 'the signature is of another secret or of other bytes. Compare the secret with the one that the vendor shows',
};

/** Whether a path is of a vendor's webhook, known or not. */
export function isWebhookPath(path: string): boolean {
  return path.startsWith(ROOT);
}

/**
 * Answers a vendor's webhook: 200 `{received, accepted, rejected}` says that all of it is durable, also what was rejected, because a vendor
 * that is refused sends the same again for days. 401 for a signature that does not fit: nothing of that is kept. A fault is thrown.
 */
export async function answerWebhook(request: HttpRequest, now: string, parts: DoorParts): Promise<HttpAnswer> {
  const provider = providerOf(request.path.slice(ROOT.length));
  if (provider === undefined || provider.signing === null)
    return refusal(404, 'not_found', `no webhook of a vendor answers at ${request.path}`);
  // asked by some vendors before they take an address
  if (request.method === 'HEAD') return answer(200, {});
  if (request.method !== 'POST') return wrongMethod(request.method);
  const refused = await authenticate(provider, request, now, parts);
  return refused ?? take(provider, request, now, parts);
}

async function authenticate(
  { name, signing }: Provider,
  request: HttpRequest,
  now: string,
  { secrets, log }: DoorParts,
): Promise<HttpAnswer | null> {
  const known = await secrets.of(name);
  if (known.length === 0 || signing === null)
    return refusal(401, 'not_set_up', `no secret of ${name} is set up here, so nobody can sign as ${name}`);
  const fault = faultOfSignature(signing, request, known, Date.parse(now));
  if (fault === null) return null;
  log.info('signature refused', { provider: name, fault });
  return refusal(401, 'unauthorized', FAULTS[fault]);
}

async function take(provider: Provider, request: HttpRequest, now: string, parts: DoorParts): Promise<HttpAnswer> {
  const headers = headersOf(provider, request);
  const at: Circumstances = {
    ...{ now, receivedAt: now, defaultSource: VENDORS_SOURCE, endpoint: request.path, limitBytes: WEBHOOK_LIMIT_BYTES },
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    readAll: payloadReader(provider),
  };
  const body = readWebhookBody(request.body, request.headers['content-encoding'] ?? '', provider);
  if (!body.ok) {
    if (body.status !== 400) return refusal(body.status, body.code, body.message);
    const reason = { code: body.code, path: '$', message: body.message };
    await parts.queue.send(keepUnreadable(request.body, reason, at));
    return answer(200, { received: 1, accepted: 0, rejected: [{ index: 0, ...reason }] });
  }
  return answer(200, await takeMessages(body.messages, at, parts));
}

function headersOf({ headers }: Provider, request: HttpRequest): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function wrongMethod(method: string): HttpAnswer {
  return refusal(405, 'method_not_allowed', `${method} is not answered here. Use POST`, { allow: 'POST, HEAD' });
}
