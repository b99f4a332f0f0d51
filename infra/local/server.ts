import { isUtf8 } from 'node:buffer';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageHandler } from '../../lambdas/dashboard/api-gateway.ts';
import type { HttpEvent, HttpHandler } from '../../lambdas/ingest/api-gateway.ts';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import { refusal } from '../../lambdas/lib/http.ts';
import { isOwnName } from './own-name.ts';

/** What doors and pages are given here: the event of API Gateway as far as they read it. */
export type LocalEvent = HttpEvent & Parameters<PageHandler>[0];
export type LocalHandler = (event: LocalEvent) => ReturnType<HttpHandler>;

export interface ServerOptions {
  handler: LocalHandler;
  /** 0 takes any free port. */
  port: number;
  /** Where a tunnel leads here from: the only name but this machine's own that is answered to. */
  publicUrl?: string | undefined;
}

export interface RunningServer {
  url: string;
  /** Takes no more connections and resolves when everything under way is answered. */
  close(): Promise<void>;
}

/** Never anything but this machine: the local door may be open. */
const HOST = '127.0.0.1';
/** The largest body of any door, a webhook's. What a door takes less than that, it says itself. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Serves a handler of API Gateway over node:http, with the same event that it would get there. Throws a `Fault` for a port in use. */
export async function startServer({ handler, port, publicUrl }: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const answer: LocalHandler = isOwnName(request.headers.host, publicUrl) ? handler : misdirected;
    serve(request, response, answer).catch(() => response.destroy());
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${HOST}:${taken}`, close: () => close(server) };
}

/** Doors answer where events go, `/health` included; everything else is a page. */
export function doorsAndPages(doors: HttpHandler, pages: LocalHandler): LocalHandler {
  return (event) => (DOOR_PATHS.test(event.rawPath) ? doors(event) : pages(event));
}

const DOOR_PATHS = /^\/(v1\/|webhooks\/|health$)/;

async function serve(request: IncomingMessage, response: ServerResponse, handler: LocalHandler): Promise<void> {
  const body = await readUpTo(request, BODY_LIMIT_BYTES);
  const result = body === null ? tooLarge() : await handler(toEvent(request, body));
  response.writeHead(result.statusCode ?? 200, result.headers as Record<string, string>).end(result.body);
}

/** The body, or null when it is larger than the limit; the rest of such a body is read past, so that the answer arrives. */
async function readUpTo(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > limit ? null : Buffer.concat(chunks);
}

/** API Gateway's choice, too: text as it is, anything else in base64. */
function toEvent(request: IncomingMessage, body: Buffer): LocalEvent {
  const isBase64Encoded = !isUtf8(body);
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  return {
    rawPath,
    rawQueryString: query.join('?'),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(',')]),
    ),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
    requestContext: { http: { method: request.method ?? 'GET' } },
  };
}

const misdirected: LocalHandler = async () =>
  refuse(
    421,
    'misdirected',
    'this server answers as localhost and 127.0.0.1. Behind a tunnel, set publicUrl of lifecycle.config.json',
  );

function tooLarge(): Awaited<ReturnType<HttpHandler>> {
  return refuse(413, 'body_too_large', `a body has at most ${BODY_LIMIT_BYTES} bytes. Send smaller batches`);
}

function refuse(status: number, code: string, message: string): Awaited<ReturnType<HttpHandler>> {
  const { headers, body } = refusal(status, code, message);
  return { statusCode: status, headers, body };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new Fault(`[start] port ${port} cannot be used: ${messageOf(cause)}. Set PORT to another`, {
          cause,
          exitCode: 2,
        }),
      );
    });
    server.listen(port, HOST, resolve);
  });
}

async function close(server: Server): Promise<void> {
  // A connection kept alive turns idle only after its last answer, so one look is not enough.
  const hangUp = setInterval(() => server.closeIdleConnections(), 20);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(hangUp);
}
