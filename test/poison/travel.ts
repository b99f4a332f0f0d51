import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openLocalDoor } from '../../infra/local/door.ts';
import { lakeFolder } from '../../infra/local/home.ts';
import { refreshLocally } from '../../infra/local/refresh.ts';
import { type RunningServer, startServer } from '../../infra/local/server.ts';
import { diskLake } from '../../lambdas/lib/lake/disk.ts';
import { configSchema } from '../../schemas/config.ts';
import { linesInLake } from '../infra/lake-lines.ts';
import { COMMAND_LINE } from '../support/command-line.ts';
import { shippedCatalog } from '../support/shipped.ts';

export interface Answer {
  status: number;
  /** The answer's JSON. */
  said: { rejected?: { index: number; code: string; path: string; message: string }[]; received?: number };
}

export interface Reject {
  bytes: Buffer;
  reason: { code: string; path: string; message: string };
}

/** A home with a door of its own: what is posted there lands, and is read again as users read it. */
export interface Journey {
  home: string;
  post(path: string, body: Uint8Array | string, headers?: Record<string, string>): Promise<Answer>;
  /** Builds the tables from all that has landed. */
  refresh(): Promise<void>;
  /** The rows that `lifecycle query --format ndjson` prints. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** All that was rejected, its bytes as they came. */
  rejects(): Promise<Reject[]>;
  end(): Promise<void>;
}

/** Opens a journey: the real door over a disk, behind real HTTP. */
export async function openJourney(): Promise<Journey> {
  const home = mkdtempSync(join(tmpdir(), 'lifecycle-poison-'));
  const door = openLocalDoor({ lake: diskLake(lakeFolder(home)), writeKeys: [], windowMs: 1 });
  const server = await startServer({ handler: door.handler, port: 0 });
  return {
    home,
    post: (path, body, headers = {}) => post(server, path, body, headers),
    refresh: async () => {
      const asOf = new Date().toISOString();
      await refreshLocally({ home, asOf, config: configSchema.parse({}), catalog: shippedCatalog() });
    },
    query: (sql) => query(home, sql),
    rejects: async () => (await linesInLake(lakeFolder(home), 'rejected/')).map(toReject),
    end: async () => {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function post(
  { url }: RunningServer,
  path: string,
  body: Uint8Array | string,
  headers: Record<string, string>,
): Promise<Answer> {
  const answer = await fetch(url + path, { method: 'POST', body: body as Uint8Array<ArrayBuffer>, headers });
  return { status: answer.status, said: (await answer.json()) as Answer['said'] };
}

async function query(home: string, sql: string): Promise<Record<string, unknown>[]> {
  const child = spawn(process.execPath, [...COMMAND_LINE, 'query', sql, '--format', 'ndjson'], {
    env: { ...process.env, LIFECYCLE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // split at newlines alone: a text may hold any other separator of lines
  return (await text(child.stdout)).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

function toReject(line: Record<string, unknown>): Reject {
  const encoding = line.encoding === 'base64' ? 'base64' : 'utf8';
  return { bytes: Buffer.from(String(line.bytes), encoding), reason: line.reason as Reject['reason'] };
}

/** Does a work for each item, a few at a time. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 128 }, worker));
}
