import fc from 'fast-check';
import { buyersLives, lives, subscribersLives, visitorsLives } from '../lives/lives.ts';
import type { LandedLine } from '../reference/types.ts';

/**
 * The lines of many adversarial lives in one lake, always the same for a seed. Each life speaks of people of its own:
 * what names a person or an event gets the life's number, so that they do not all melt into one customer.
 */
export function manyLives(count: number, seed: number): LandedLine[] {
  const kinds = fc.oneof(lives(), buyersLives(), subscribersLives(), visitorsLives());
  return fc.sample(kinds, { numRuns: count, seed }).flatMap((lines, life) => lines.map((line) => ofLife(line, life)));
}

function ofLife(line: LandedLine, life: number): LandedLine {
  const text = JSON.stringify(line)
    .replace(/"event_id":"([^"]+)"/, `"event_id":"$1-${life}"`)
    .replace(/\b([uab][1-9]|kiosk)\b/g, `$1-life${life}`)
    .replace(/\b(p\d|office)@/gi, `$1-life${life}@`)
    .replace(/"((?:hubspot|salesforce|stripe|zendesk|intercom):[1-9]\d*)"/g, `"$1-life${life}"`)
    .replace(/((?:\+49 ?30 ?|0049-30-)\d+)/g, `$1${String(life).padStart(3, '0')}`);
  return JSON.parse(text) as LandedLine;
}
