import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lakeFolder } from '../../infra/local/home.ts';
import { linesInLake } from '../infra/lake-lines.ts';
import { type BrokenBody, brokenBodies, WHOLE } from './bodies.ts';
import { type Journey, openJourney } from './travel.ts';

const DOORS = [
  { door: 'our own door', path: '/v1/events/web', whole: WHOLE.ours, own: 0 },
  { door: "Segment's door", path: '/v1/batch', whole: WHOLE.segments, own: 1 },
] as const;

describe.each(DOORS)('$door', ({ path, whole, own }) => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await openJourney();
  });
  afterAll(() => journey.end());

  /** All of the lake, of which nothing ever goes. */
  const held = async () => ({
    kept: (await journey.rejects()).map(({ bytes }) => bytes.toString('hex')),
    events: (await linesInLake(lakeFolder(journey.home), 'raw/')).length,
  });

  test.each(brokenBodies(whole))('answers $name', async (broken) => {
    const before = await held();
    const { encoding } = broken;
    const answer = await journey.post(
      path,
      broken.body,
      encoding === undefined ? {} : { 'content-encoding': encoding },
    );
    expect(answer.status).toBe(broken.status[own]);
    const after = await held();
    const isEvent = after.events > before.events;
    const kept = without(after.kept, before.kept).sort();
    if (answer.status === 200) expect(kept).toEqual(own === 0 ? unlessEvent(linesOf(broken), isEvent) : []);
    else expect({ isEvent, kept }).toEqual({ isEvent: false, kept: answer.status === 400 ? [hex(broken.body)] : [] });
  });

  /** The one line that is whole is an event, and no reject. */
  function unlessEvent(lines: string[], isEvent: boolean): string[] {
    return isEvent ? without(lines, [hex(whole)]) : lines;
  }
});

/** The lines that a body of our own door has, without the white space around them; a first mark is none of theirs. */
function linesOf({ body, encoding }: BrokenBody): string[] {
  const bytes = encoding?.trim().toLowerCase() === 'gzip' ? gunzipSync(body) : Buffer.from(body);
  const lines = bytes
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n');
  const trimmed = lines.map((line) => line.replace(/^[ \t\r]+|[ \t\r]+$/g, ''));
  return trimmed
    .filter((line) => line !== '')
    .map((line) => hex(Buffer.from(line, 'latin1')))
    .sort();
}

/** What is left of a list. */
function without(all: readonly string[], known: readonly string[]): string[] {
  const left = [...all];
  for (const one of known) {
    expect(left).toContain(one);
    left.splice(left.indexOf(one), 1);
  }
  return left;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
