import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLocalDoor } from '../../infra/local/door.ts';
import { findFiles } from '../../infra/local/import/files.ts';
import { importFiles } from '../../infra/local/import/import-files.ts';
import { type MemoryLake, memoryLake } from '../doubles/memory-lake.ts';
import { VALUE_LETTERS } from './carriers.ts';
import { CUT_LINES } from './cut-letters.ts';
import type { Letter } from './letters.ts';
import { ARBITRARY_LETTERS, TEXT_LETTERS } from './string-letters.ts';

const PATH = '/v1/events/web';
const LINES = [...VALUE_LETTERS, ...CUT_LINES, ...TEXT_LETTERS, ...ARBITRARY_LETTERS]
  .filter((letter: Letter) => letter.path === PATH)
  .map(({ message }) => Buffer.concat([message, Buffer.from('\n')]));
const TOGETHER = 15;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifecycle-verdicts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every line of a lake but what tells when and where it came in, sorted. */
function linesOf({ objects }: MemoryLake): string[] {
  const texts = [...objects.values()].map((bytes) => gunzipSync(bytes).toString());
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  return lines.map((line) => JSON.stringify({ ...JSON.parse(line), received_at: '', endpoint: '' })).sort();
}

async function throughTheDoor(): Promise<MemoryLake> {
  const lake = memoryLake();
  const { handler, drain } = openLocalDoor({ lake, writeKeys: [], windowMs: 0 });
  for (let start = 0; start < LINES.length; start += TOGETHER) {
    const body = Buffer.concat(LINES.slice(start, start + TOGETHER)).toString('base64');
    const request = { rawPath: PATH, headers: {}, body, isBase64Encoded: true };
    const answer = await handler({ ...request, requestContext: { http: { method: 'POST' } } });
    expect(answer.statusCode).toBe(200);
  }
  await drain();
  return lake;
}

async function imported(): Promise<MemoryLake> {
  const lake = memoryLake();
  const file = join(folder, 'poison.ndjson');
  writeFileSync(file, Buffer.concat(LINES));
  await importFiles({ files: await findFiles([file]), lake, source: 'web', now: new Date() });
  return lake;
}

test('import and the door say the same of every hostile line', async () => {
  const [door, load] = [await throughTheDoor(), await imported()];
  expect(linesOf(door).length).toBeGreaterThan(500);
  expect(linesOf(load)).toEqual(linesOf(door));
});
