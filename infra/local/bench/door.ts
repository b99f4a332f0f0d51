import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lakeFolder } from '../home.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type Comparison, compare } from './compare.ts';
import { type DoorProcess, startDoorProcess } from './door-process.ts';
import { eventLines } from './events.ts';
import { filesBelow } from './files.ts';
import { type Client, keepAliveClient } from './keep-alive.ts';

const DEFAULT_EVENTS = 20_000;
const BATCH_EVENTS = 20;
const INVALID_EVERY = 100;
const CONNECTIONS = 64;
const OFFERED_A_SECOND = 50;
const OFFERED_SECONDS = 10;
const PATH = '/v1/events/web';

/** What taking events in over HTTP costs the server until they are durable, beside a server that does nothing with them. */
export const bench: Bench = async (options) => {
  const { rounds, onStep } = options;
  const bodies = toBodies(options, Number.POSITIVE_INFINITY);
  const mixed = toBodies(options, INVALID_EVERY);
  const [door, nothing] = [await open('door', options), await open('nothing', options)];
  try {
    const comparisons = [];
    for (const work of [againstNothing(bodies, door, nothing), invalidAgainstValid(mixed, bodies, door)])
      comparisons.push(await compare(work, rounds, (done, of) => onStep(done, of, work.name)));
    const offered = bodies.slice(0, OFFERED_A_SECOND * OFFERED_SECONDS);
    onStep(0, 1, `${OFFERED_A_SECOND} requests a second`);
    return {
      comparisons,
      tables: { [`At ${OFFERED_A_SECOND} requests a second`]: [await offer(offered, door)] },
      notes: NOTES,
    };
  } finally {
    for (const { client, server } of [door, nothing]) {
      client.close();
      await server.stop();
    }
  }
};

const NOTES = [
  `a request has ${BATCH_EVENTS} events of the web, ${CONNECTIONS} connections are kept alive`,
  "the CPU is the server process's alone, and is counted when all is durable; both servers have warmed up",
  'P2: >= 200 events an object and p99 / p50 <= 3 at 50 requests a second',
];

interface Opened {
  server: DoorProcess;
  client: Client;
  home: string;
}

async function open(served: 'door' | 'nothing', { program, folder }: BenchOptions): Promise<Opened> {
  const home = join(folder, served);
  mkdirSync(home);
  const server = await startDoorProcess(program, served, home);
  return { server, home, client: keepAliveClient(server.url + PATH, CONNECTIONS) };
}

function againstNothing(bodies: readonly Buffer[], door: Opened, nothing: Opened): Comparison {
  return {
    name: 'local door, durable',
    goal: 'P2: >= 0.12x',
    measure: 'cpu',
    ratioOf: 'speed',
    work: { count: bodies.length * BATCH_EVENTS, unit: 'events' },
    subject: { label: 'door', run: () => load(bodies, door) },
    baseline: { label: 'no-op handler', run: () => load(bodies, nothing) },
  };
}

function invalidAgainstValid(mixed: readonly Buffer[], valid: readonly Buffer[], door: Opened): Comparison {
  return {
    name: `local door, ${100 / INVALID_EVERY} % invalid`,
    goal: 'P3: >= 0.8x',
    measure: 'cpu',
    ratioOf: 'speed',
    work: { count: mixed.length * BATCH_EVENTS, unit: 'events' },
    subject: { label: 'with invalid ones', run: () => load(mixed, door) },
    baseline: { label: 'all valid', run: () => load(valid, door) },
  };
}

function load(bodies: readonly Buffer[], { server, client }: Opened) {
  return server.usageOf(() => client.postAll(bodies));
}

/** The pace of a middling site: how large objects become, and how long senders wait for them. */
async function offer(bodies: readonly Buffer[], { client, home }: Opened) {
  const before = filesBelow(lakeFolder(home)).length;
  const waits = (await client.postEach(bodies, OFFERED_A_SECOND)).sort((a, b) => a - b);
  const objects = filesBelow(lakeFolder(home)).length - before;
  const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)];
  return {
    requests: bodies.length,
    events: bodies.length * BATCH_EVENTS,
    objects,
    events_per_object: Math.round((bodies.length * BATCH_EVENTS) / objects),
    p50_ms: Math.round(p50),
    p99_ms: Math.round(p99),
    p99_over_p50: Number((p99 / p50).toFixed(2)),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** Whole batches of one source's events, which one door takes; in the past, whatever day it is. */
function toBodies({ events = DEFAULT_EVENTS, seed }: BenchOptions, brokenEvery: number): Buffer[] {
  const lines = [...eventLines({ events: 2 * events, seed, brokenEvery })]
    .filter((line) => line.includes('"source":"web"'))
    .map((line) => line.replaceAll('"2026-', '"2024-'))
    .slice(0, events);
  const batches = Math.max(1, Math.floor(lines.length / BATCH_EVENTS));
  return Array.from({ length: batches }, (_, index) =>
    Buffer.from(
      lines
        .slice(index * BATCH_EVENTS, (index + 1) * BATCH_EVENTS)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
}
