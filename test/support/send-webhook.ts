import { openLocalDoor } from '../../infra/local/door.ts';
import type { Lake } from '../../lambdas/lib/lake/lake.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import type { WebhookSender } from './webhook-senders.ts';

export const PUBLIC_URL = 'https://events.example.com';
const SILENT = { info: () => {}, error: () => {} };

export type Sent = { body?: string | Uint8Array; method?: string; headers?: Record<string, string>; secret?: string };
export type Answer = { status: number; headers: Record<string, unknown>; body: Record<string, unknown> };

/** Sends to the real door over a lake, signed as the vendor signs, at this moment. */
export async function sendWebhook(lake: Lake, sender: WebhookSender, sent: Sent = {}): Promise<Answer> {
  const { provider, secret } = sender;
  const body = Buffer.from(sent.body ?? sender.body);
  const url = `${PUBLIC_URL}/webhooks/${provider}`;
  const signature = sender.sign({ url, body, at: Date.now(), secret: sent.secret ?? secret });
  const secrets = givenSecrets({ [provider]: ['an older secret', secret] });
  const door = openLocalDoor({ lake, writeKeys: [], windowMs: 0, publicUrl: PUBLIC_URL, secrets, log: SILENT });
  return callDoor(door, `/webhooks/${provider}`, { ...sent, body, headers: { ...signature, ...sent.headers } });
}

/** Asks a door as API Gateway asks it. */
export async function callDoor(door: ReturnType<typeof openLocalDoor>, rawPath: string, sent: Sent): Promise<Answer> {
  const { statusCode, headers, body } = await door.handler({
    rawPath,
    headers: sent.headers ?? {},
    body: Buffer.from(sent.body ?? '').toString('base64'),
    isBase64Encoded: true,
    requestContext: { http: { method: sent.method ?? 'POST' } },
  });
  return { status: statusCode ?? 0, headers: headers ?? {}, body: JSON.parse(body ?? '{}') };
}
