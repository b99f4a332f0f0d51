import { openLocalDoor } from '../../../infra/local/door.ts';
import type { Judge } from '../../../infra/local/replay/judge-again.ts';
import { judgeMessage } from '../../../lambdas/ingest/judge.ts';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { objectKey } from '../../../lambdas/lib/lake/place.ts';

export const NOW = '2026-02-01T00:00:00.000Z';

/** An event whose name the schema does not know yet. */
export const unknown = (id: string, more: object = {}) =>
  JSON.stringify({
    event_id: id,
    event_name: 'page_seen',
    occurred_at: '2026-01-31T10:00:00.000Z',
    anonymous_id: 'a-1',
    ...more,
  });

/** A schema that has learned it. */
export const wider: Judge = (message, at) => {
  const bytes = Buffer.from(
    Buffer.from(message.bytes).toString('latin1').replace('page_seen', 'page_viewed'),
    'latin1',
  );
  return judgeMessage({ bytes, size: bytes.length }, at);
};

/** Posts a body to the real door over a lake; answers the status. */
export async function post(lake: Lake, path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const door = openLocalDoor({ lake, writeKeys: [], windowMs: 0 });
  const { statusCode } = await door.handler({
    rawPath: path,
    headers,
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
    requestContext: { http: { method: 'POST' } },
  });
  return statusCode;
}

/** Puts lines into `rejected/web/` as they are. */
export async function landRejects(lake: Lake, ...rejects: object[]): Promise<void> {
  const bytes = gzip(Buffer.from(rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('')));
  await lake.putIfAbsent(objectKey({ kind: 'rejected', source: 'web', receivedDate: NOW.slice(0, 10) }, bytes), bytes);
}

/** A reject for its schema; `more` replaces its fields. */
export const rejectOf = (bytes: string, more: object = {}) => ({
  reason: { code: 'unknown_event', path: '$.event_name', message: 'no such event' },
  bytes,
  encoding: 'utf-8',
  received_at: NOW,
  endpoint: '/v1/events/web',
  ...more,
});

/** The keys of a lake. */
export async function keysOf(lake: Lake, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of lake.list(prefix)) keys.push(key);
  return keys;
}
