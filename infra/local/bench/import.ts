import { ingestBody } from '../../../lambdas/ingest/ingest.ts';
import type { Circumstances } from '../../../lambdas/ingest/judge.ts';
import { readBody } from '../../../lambdas/ingest/read-body.ts';
import type { Bench } from './bench.ts';
import { type Comparison, compare, usageOf } from './compare.ts';
import { AS_OF, eventLines } from './events.ts';

const DEFAULT_EVENTS = 50_000;
const BATCH_EVENTS = 20;
const INVALID_EVERY = 100;
const AT: Circumstances = { now: AS_OF, receivedAt: AS_OF, defaultSource: 'web', endpoint: 'bench' };

/** How much more than JSON.parse it costs to take events in: split, parse, validate, part rejects, write NDJSON bytes. */
export const bench: Bench = async ({ events = DEFAULT_EVENTS, rounds, seed, onStep }) => {
  const lines = [...eventLines({ events, seed })];
  const some = [...eventLines({ events, seed, brokenEvery: INVALID_EVERY })];
  const works = [
    ingestAgainstParse('NDJSON bodies', lines, ndjson),
    ingestAgainstParse('JSON array bodies', lines, jsonArray),
    invalidAgainstValid(some, lines),
  ];
  const comparisons = [];
  for (const work of works) {
    comparisons.push(await compare(work, rounds, (done, of) => onStep(done, of, work.name)));
  }
  const bytes = Math.round(lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / events);
  return { comparisons, notes: [`an event has ${bytes} bytes on average`, `a batch has ${BATCH_EVENTS} events`] };
};

function ingestAgainstParse(name: string, lines: readonly string[], toBody: ToBody): Comparison {
  const bodies = batches(lines).map(toBody);
  return {
    name: `ingest core, ${name}`,
    goal: 'P1: >= 0.40x',
    measure: 'cpu',
    ratioOf: 'speed',
    work: { count: lines.length, unit: 'events' },
    subject: { label: 'ingest', run: () => usageOf(() => ingestAll(bodies)) },
    baseline: { label: 'JSON.parse', run: () => usageOf(() => parseAll(bodies, toBody === ndjson)) },
  };
}

function invalidAgainstValid(some: readonly string[], none: readonly string[]): Comparison {
  const [mixed, valid] = [batches(some).map(ndjson), batches(none).map(ndjson)];
  return {
    name: `ingest core, ${100 / INVALID_EVERY} % invalid`,
    goal: 'P3: >= 0.8x',
    measure: 'cpu',
    ratioOf: 'speed',
    work: { count: some.length, unit: 'events' },
    subject: { label: 'with invalid ones', run: () => usageOf(() => ingestAll(mixed)) },
    baseline: { label: 'all valid', run: () => usageOf(() => ingestAll(valid)) },
  };
}

type ToBody = (lines: readonly string[]) => Buffer;

function ndjson(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

function jsonArray(lines: readonly string[]): Buffer {
  return Buffer.from(`[${lines.join(',')}]`);
}

function batches(lines: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(lines.length / BATCH_EVENTS) }, (_, index) =>
    lines.slice(index * BATCH_EVENTS, (index + 1) * BATCH_EVENTS),
  );
}

function ingestAll(bodies: readonly Buffer[]): number {
  let bytes = 0;
  for (const bytesOfBody of bodies) {
    const body = readBody(bytesOfBody, '');
    if (!body.ok) throw new Error(`[bench] ${body.message}`);
    for (const { lines } of ingestBody(body.messages, AT).deliveries) bytes += lines.length;
  }
  return bytes;
}

function parseAll(bodies: readonly Buffer[], isNdjson: boolean): number {
  let parsed = 0;
  for (const body of bodies) {
    const texts = isNdjson ? body.toString('utf8').trimEnd().split('\n') : [body.toString('utf8')];
    for (const text of texts) parsed += JSON.parse(text) === null ? 0 : 1;
  }
  return parsed;
}
