import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMAND_LINE } from '../support/command-line.ts';
import { brokenBodies, WHOLE } from './bodies.ts';
import { eachOf } from './travel.ts';

/** P11 of the goals for all that taking events in may hold, and what the program holds beside it at rest (pages, DuckDB's library). */
const CEILING_BYTES = (256 + 96) * 1024 * 1024;
const BOMBS = brokenBodies(WHOLE.ours).filter(({ status }) => status.includes(413));
const ROUNDS = 6;
const PATHS = ['/v1/events/web', '/v1/batch', '/v1/track'];
/** Loaded before the program: it alone knows at the end what it held. */
const PROBE = `data:text/javascript,process.on('exit',()=>console.error('peak '+process.resourceUsage().maxRSS))`;

let home: string;
let server: ChildProcess;
let said: Promise<string>;
let url: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lifecycle-bombs-'));
  server = spawn(process.execPath, ['--import', PROBE, ...COMMAND_LINE, 'start', '--empty'], {
    env: { ...process.env, LIFECYCLE_HOME: home, PORT: '0' },
  });
  said = text(server.stderr ?? process.stdin);
  const [greeting] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting.toString())?.[0] ?? '';
});
afterAll(() => {
  server.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const post = async (path: string, body: Uint8Array, headers: Record<string, string>) =>
  (await fetch(url + path, { method: 'POST', body: body as Uint8Array<ArrayBuffer>, headers })).status;

/** What is no HTTP, or breaks off; nobody waits for an answer. */
const BROKEN_HTTP = [
  'GET',
  'nonsense\r\n\r\n',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"batch":[',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n{}',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  'POST /v1/batch HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n',
  'POST /v1/batch HTTP/9.9\r\nhost: x\r\n\r\n',
  'POST http://[ HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n',
  'POST //%zz/../v1/batch?%00=%ff HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n',
  `POST /v1/batch HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  'PUT /v1/batch HTTP/1.1\r\nhost: x\r\nauthorization: Basic \xff\xfe\r\ncontent-length: 0\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
];

async function speak(words: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const closed = new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  socket.end(words, 'latin1');
  socket.resume();
  await closed;
}

test('bombs and broken HTTP are refused in a bounded memory, and events taken as before', async () => {
  const requests = Array.from({ length: ROUNDS }, () =>
    PATHS.flatMap((path) => BOMBS.map((bomb) => ({ path, bomb }))),
  ).flat();
  const statuses = new Set<number>();
  await eachOf(requests, async ({ path, bomb: { body, encoding } }) => {
    statuses.add(await post(path, body, encoding === undefined ? {} : { 'content-encoding': encoding }));
  });
  for (const words of BROKEN_HTTP) await speak(words);
  expect([...statuses].sort()).toEqual([400, 413]);
  expect(await post('/v1/events/web', WHOLE.ours, {})).toBe(200);
  expect(await post('/v1/batch', WHOLE.segments, {})).toBe(200);
  server.kill('SIGTERM');
  expect(await once(server, 'exit')).toEqual([0, null]);
  expect(Number(/peak (\d+)/.exec(await said)?.[1]) * 1024).toBeLessThan(CEILING_BYTES);
});
