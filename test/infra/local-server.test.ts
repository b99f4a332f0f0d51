import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLocalDoor } from '../../infra/local/door.ts';
import { type RunningServer, startServer } from '../../infra/local/server.ts';
import { type MemoryLake, memoryLake } from '../doubles/memory-lake.ts';
import { COMMAND_LINE } from '../support/command-line.ts';
import { linesInLake } from './lake-lines.ts';

const event = (id: string) =>
  JSON.stringify({
    event_id: id,
    event_name: 'page_viewed',
    occurred_at: '2026-01-31T10:00:00.000Z',
    anonymous_id: 'a-1',
  });

describe('the local server', () => {
  let lake: MemoryLake;
  let server: RunningServer;
  const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/v1/events/web`, { method: 'POST', body: body as string, headers });

  beforeEach(async () => {
    lake = memoryLake();
    const door = openLocalDoor({ lake, writeKeys: [], windowMs: 100, log: { info: () => {}, error: () => {} } });
    server = await startServer({ handler: door.handler, port: 0 });
  });
  afterEach(() => server.close());

  test('answers like the cloud does', async () => {
    const answer = await post(`${event('e1')}\nnonsense`);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { received: 2, accepted: 1, rejected: [{ index: 1 }] },
    ]);
    expect((await post(gzipSync(event('e2')), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}//nowhere?x=%zz`)).status).toBe(404);
  });

  test('answers nobody before the lake has the bytes', async () => {
    let letThrough = () => {};
    lake.beforePut = () => new Promise<void>((resolve) => (letThrough = resolve));
    const answer = post(event('e1'));
    const early = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 150, 'no answer yet'))]);
    expect(early).toBe('no answer yet');
    letThrough();
    expect((await answer).status).toBe(200);
  });

  test('takes fewer objects than requests when they come together', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => post(event(`e${index}`))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(lake.objects.size).toBeLessThan(20);
  });

  test('refuses a body above a megabyte and goes on', async () => {
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(event('e1'))).status).toBe(200);
  });

  test.each([
    ['localhost', 200],
    ['LOCALHOST:4100', 200],
    ['127.0.0.1:1', 200],
    ['[::1]:4100', 200],
    ['doors.example', 200],
    ['evil.example', 421],
    ['evil.example:4100', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example:4100', 421],
    ['127.0.0.1@evil.example', 421],
    ['doors.example.evil.example', 421],
  ])('answers who calls it %j with %i, whatever a page of another site resolves its name to', async (host, status) => {
    const door = openLocalDoor({ lake, writeKeys: [], windowMs: 0 });
    const behind = await startServer({ handler: door.handler, port: 0, publicUrl: 'https://doors.example/' });
    const asked = request(`${behind.url}/v1/events/web`, { method: 'POST', headers: { host } }).end(event('e1'));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect([answer.statusCode, lake.objects.size]).toEqual([status, status === 200 ? 1 : 0]);
    await behind.close();
  });

  test('survives a client that hangs up in the middle', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('POST /v1/events/web HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"ev');
    socket.resume();
    await once(socket, 'close');
    expect((await post(event('e1'))).status).toBe(200);
  });

  test('answers what is under way before it closes', async () => {
    let letThrough = () => {};
    lake.beforePut = () => new Promise<void>((resolve) => (letThrough = resolve));
    const answer = post(event('e1'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = server.close();
    letThrough();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(post(event('e2'))).rejects.toThrow();
  });

  test('says which port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startServer({ handler: async () => ({}), port })).rejects.toThrow(`port ${port} cannot be used`);
  });
});

describe('lifecycle start', () => {
  let home: string;
  let child: ChildProcess;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'start-'));
    const environment = { ...process.env, LIFECYCLE_HOME: home, PORT: '0' };
    child = spawn(process.execPath, [...COMMAND_LINE, 'start', '--empty'], {
      env: environment,
    });
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
  });

  const address = async () => {
    const [greeting] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    return /http:\/\/127\.0\.0\.1:\d+/.exec(greeting.toString())?.[0] ?? '';
  };

  /** Posts until the server is gone; gives back the ids that it said to have. */
  async function postUntilGone(url: string, sender: number): Promise<string[]> {
    const acknowledged: string[] = [];
    for (let batch = 0; ; batch += 1) {
      const ids = Array.from({ length: 5 }, (_, index) => `${sender}-${batch}-${index}`);
      const body = [...ids.map(event), `broken ${sender}-${batch}`].join('\n');
      const answer = await fetch(`${url}/v1/events/web`, { method: 'POST', body }).catch(() => null);
      if (answer === null) return acknowledged;
      if (answer.status === 200) acknowledged.push(...ids, `broken ${sender}-${batch}`);
    }
  }

  test('loses nothing that it has acknowledged when it is killed in the middle', async () => {
    const url = await address();
    const senders = Array.from({ length: 8 }, (_, sender) => postUntilGone(url, sender));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    child.kill('SIGKILL');
    const acknowledged = (await Promise.all(senders)).flat();
    expect(acknowledged.length).toBeGreaterThan(20);
    const lake = path.join(home, 'lake');
    const kept = new Set([
      ...(await linesInLake(lake, 'raw/')).map((line) => line.event_id),
      ...(await linesInLake(lake, 'rejected/')).map((line) => line.bytes),
    ]);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  });

  test('drains and ends with 0 when it is asked to stop', async () => {
    const url = await address();
    const answer = fetch(`${url}/v1/events/web`, { method: 'POST', body: event('last') });
    await new Promise((resolve) => setTimeout(resolve, 30));
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const status = await answer.then((got) => got.status).catch(() => 'not taken');
    const lines = await linesInLake(path.join(home, 'lake'), 'raw/');
    expect(lines.length).toBe(status === 200 ? 1 : 0);
  });
});
