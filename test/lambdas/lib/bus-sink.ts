import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export const SECRET = `whsec_${Buffer.from('a secret of 24 bytes, ok').toString('base64')}`;

/** How a sink answers a request: `hang` never does, `reset` drops the connection, `taken then reset` does so after having taken it. */
export type Reply =
  | number
  | 'hang'
  | 'reset'
  | 'taken then reset'
  | { status: number; headers: Record<string, string> };
export type Received = { id: string; body: unknown };

export interface Sink {
  url: string;
  /** What was taken, repeats included. */
  received: Received[];
  /** Ids of all requests, refused ones too. */
  requests: string[];
  /** Replies to the next requests, in their order; afterwards `refused` decides. */
  replies: Reply[];
  refused: Set<string>;
  close(): Promise<void>;
}

/** A receiver of Standard Webhooks: verifies each request's signature and answers 401 for one that is not genuine. */
export async function startSink(): Promise<Sink> {
  const sink = { received: [], requests: [], replies: [], refused: new Set() } as unknown as Sink;
  const server = createServer((request, response) => void serve(sink, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(sink, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, close });
}

async function serve(sink: Sink, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const id = String(request.headers['webhook-id']);
  sink.requests.push(id);
  const body = verified(Buffer.concat(chunks).toString(), request);
  const reply = body === null ? 401 : (sink.replies.shift() ?? (sink.refused.has(id) ? 422 : 200));
  const status = typeof reply === 'object' ? reply.status : reply;
  if (reply === 'taken then reset' || (typeof status === 'number' && status < 300)) sink.received.push({ id, body });
  if (reply === 'hang') return;
  if (typeof status === 'number') response.writeHead(status, typeof reply === 'object' ? reply.headers : {}).end('{}');
  else request.socket.destroy();
}

function verified(payload: string, { headers }: IncomingMessage): unknown {
  try {
    return new Webhook(SECRET).verify(payload, headers as Record<string, string>);
  } catch {
    return null;
  }
}
