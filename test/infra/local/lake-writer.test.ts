import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { LakeWriter } from '../../../infra/local/import/lake-writer.ts';
import type { Place } from '../../../lambdas/lib/lake/place.ts';
import { memoryLake } from '../../doubles/memory-lake.ts';

const MEGABYTE = 1024 * 1024;
const DAYS = 60;

/** Nothing that gzip could make small. */
const line = () => randomBytes(192 * 1024).toString('base64');

function placeOf(day: number): Place {
  const receivedDate = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
  return { kind: 'raw', source: 'web', receivedDate };
}

function bytesIn({ objects }: ReturnType<typeof memoryLake>): number {
  return [...objects.values()].reduce((sum, bytes) => sum + bytes.length, 0);
}

it('a writer that is asked to make room holds 16 MB at most, whatever the number of days under way', async () => {
  const lake = memoryLake();
  const writer = new LakeWriter(lake);
  const held: number[] = [];
  let packed = 0;
  for (let i = 0; i < 2 * DAYS; i += 1) {
    writer.add(placeOf(i % DAYS), line());
    packed += 192 * 1024;
    await writer.makeRoom();
    held.push(packed - bytesIn(lake));
  }
  expect(Math.max(...held)).toBeLessThanOrEqual(16 * MEGABYTE);
  expect(Math.max(...held)).toBeGreaterThan(12 * MEGABYTE);
  await writer.close();
  expect(bytesIn(lake)).toBeGreaterThanOrEqual(packed);
});
