import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';

/** What goes wrong with a put: `lost` writes the object and then drops the connection instead of answering. */
export type PutFault = 'conflict' | 'unavailable' | 'denied' | 'lost';

export interface S3Double {
  client: S3Client;
  objects: Map<string, Buffer>;
  /** Faults of the next puts, in their order. */
  faults: PutFault[];
  puts: number;
  close(): Promise<void>;
}

const PAGE = 2;
const STATUS: Record<Exclude<PutFault, 'lost'>, [number, string]> = {
  conflict: [409, 'ConditionalRequestConflict'],
  unavailable: [503, 'SlowDown'],
  denied: [403, 'AccessDenied'],
};

/** The part of S3 that the lake uses, over HTTP: conditional puts, gets, lists in pages. Not S3's signatures. */
export async function startS3Double(): Promise<S3Double> {
  const double = { objects: new Map<string, Buffer>(), faults: [] as PutFault[], puts: 0 };
  const server = createServer((request, response) => void serve(double, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(double, { client, close });
}

type State = Pick<S3Double, 'objects' | 'faults' | 'puts'>;

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3');
  const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (request.method === 'PUT') put(state, key, Buffer.concat(chunks), request, response);
  else if (url.searchParams.has('list-type')) response.end(listing(state.objects, url.searchParams));
  else get(state.objects, key, response);
}

function put(state: State, key: string, body: Buffer, request: IncomingMessage, response: ServerResponse): void {
  state.puts += 1;
  const fault = state.faults.shift();
  const isThere = state.objects.has(key) && request.headers['if-none-match'] === '*';
  if (fault !== undefined && fault !== 'lost') refuse(response, ...STATUS[fault]);
  else if (isThere) refuse(response, 412, 'PreconditionFailed');
  else {
    state.objects.set(key, body);
    if (fault === 'lost') request.socket.destroy();
    else response.end();
  }
}

function get(objects: State['objects'], key: string, response: ServerResponse): void {
  const found = objects.get(key);
  if (found === undefined) refuse(response, 404, 'NoSuchKey');
  else response.end(found);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}

function listing(objects: State['objects'], query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort();
  const page = keys.slice(0, PAGE);
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`);
  const more = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<ListBucketResult><IsTruncated>${more !== ''}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`;
}
