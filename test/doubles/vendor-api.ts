import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of a vendor's API as its documentation shows it: `source` says where. */
export interface Recorded {
  source: string;
  /** Without its query. */
  path: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface VendorDouble {
  url: string;
  /** Paths that were asked for, with their queries. */
  asked: string[];
  /** The authorization of the last request. */
  authorization(): string | undefined;
  /** Takes the place of what is recorded for a path, for so many requests; for ever where no number is given. Status 0: silence. */
  answer(path: string, with_: Partial<Recorded>, times?: number): void;
  /** The recorded body of a path. */
  recorded(path: string): unknown;
  /** Forgets what was asked and what took the place of recorded answers. */
  reset(): void;
  close(): Promise<void>;
}

type Answer = Pick<Recorded, 'status' | 'headers' | 'body'>;
type Override = { answer: Answer; left: number };

const UNKNOWN: Answer = { status: 404, body: { message: 'nothing is recorded here' } };

/** A vendor's read API over real HTTP on this machine, with recorded answers. */
export async function vendorDouble(vendor: string): Promise<VendorDouble> {
  const recorded = JSON.parse(readFileSync(`test/fixtures/vendor-apis/${vendor}.json`, 'utf8')) as Recorded[];
  const answers = new Map<string, Answer>(recorded.map((each) => [each.path, each]));
  const overrides = new Map<string, Override>();
  const asked: string[] = [];
  let authorization: string | undefined;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    asked.push(request.url ?? '');
    authorization = request.headers.authorization;
    const override = overrides.get(path);
    if (override !== undefined && --override.left <= 0) overrides.delete(path);
    const { status, headers, body } = override?.answer ?? answers.get(path) ?? UNKNOWN;
    if (status === 0) return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorization: () => authorization,
    answer: (path, with_, times = Number.POSITIVE_INFINITY) => {
      const before = answers.get(path) ?? UNKNOWN;
      overrides.set(path, { answer: { ...before, ...with_ }, left: times });
    },
    recorded: (path) => answers.get(path)?.body,
    reset: () => {
      overrides.clear();
      asked.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
