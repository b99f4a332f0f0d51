import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** `drop`: the request is served, its answer lost on the way. Otherwise the answer given in the server's place. */
export type Fault = 'drop' | { status: number; headers?: Record<string, string> };

/** A POST that came, inflated; `fault` is what befell it. */
export interface SeenRequest {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  fault: Fault | undefined;
}

export interface FaultyProxy {
  url: string;
  /** What befalls the POSTs to come, one each; none left, they pass. */
  faults: Fault[];
  seen: SeenRequest[];
  /** The headers that browsers asked for before they sent them. */
  preflights: string[];
  close(): Promise<void>;
}

/** A door between a client and a server on this machine that fails when told to. Scripts of any origin may read its failures. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const [faults, seen, preflights]: [Fault[], SeenRequest[], string[]] = [[], [], []];
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const fault = request.method === 'POST' ? faults.shift() : undefined;
    const note = () => request.method === 'POST' && seen.push(seenRequest(request, bytes, fault));
    if (request.method === 'OPTIONS') preflights.push(String(request.headers['access-control-request-headers']));
    if (typeof fault === 'object') {
      note();
      response.writeHead(fault.status, { 'access-control-allow-origin': '*', ...fault.headers }).end();
      return;
    }
    const answer = await forward(target, request, bytes);
    // served by now: whoever counts what was seen finds it landed
    note();
    if (fault === 'drop') request.socket.destroy();
    else response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, seen, preflights, close };
}

function seenRequest({ url = '/', headers }: IncomingMessage, bytes: Buffer, fault: Fault | undefined): SeenRequest {
  const body = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  return { path: url, headers, body: body.toString('utf8'), fault };
}

const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive'];

function forward(target: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) {
  const passed = Object.entries(headers).flatMap(([name, value]) =>
    OF_THE_CONNECTION.includes(name) || value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return fetch(target + url, { method, headers: passed, ...(body.length === 0 ? {} : { body: new Uint8Array(body) }) });
}
