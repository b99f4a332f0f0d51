import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../../lambdas/lib/errors.ts';

/** Posts bodies over connections that are kept alive. Each answer must be 200: throws `Fault` at the first that is not. */
export interface Client {
  /** All of them, as many at a time as there are connections. */
  postAll(bodies: readonly Buffer[]): Promise<void>;
  /** So many a second, whether the one before is answered or not. Answers the milliseconds that each took. */
  postEach(bodies: readonly Buffer[], aSecond: number): Promise<number[]>;
  close(): void;
}

export function keepAliveClient(url: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post = (body: Buffer) => postOne(agent, url, body);
  return {
    postAll: (bodies) => takeTurns(bodies, connections, post),
    postEach: (bodies, aSecond) => keepPace(bodies, aSecond, post),
    close: () => agent.destroy(),
  };
}

async function takeTurns(
  bodies: readonly Buffer[],
  atOnce: number,
  post: (body: Buffer) => Promise<void>,
): Promise<void> {
  let next = 0;
  const turn = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await post(body);
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
}

async function keepPace(
  bodies: readonly Buffer[],
  aSecond: number,
  post: (body: Buffer) => Promise<void>,
): Promise<number[]> {
  const start = performance.now();
  const waits = bodies.map(async (body, index) => {
    const due = start + (index * 1000) / aSecond;
    await sleep(due - performance.now());
    // from when it was due: a client that is late must not make the server look quick
    await post(body);
    return performance.now() - due;
  });
  return Promise.all(waits);
}

function postOne(agent: Agent, url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'content-length': body.length } }, (answer) => {
      const isTaken = answer.statusCode === 200;
      answer.resume().on('end', () => (isTaken ? resolve() : reject(notTaken(url, answer.statusCode))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function notTaken(url: string, status: number | undefined): Fault {
  return new Fault(`[bench] ${url} answered ${status}, where everything should have been taken`);
}
