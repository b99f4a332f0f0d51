import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../schemas/event.ts';
import { stageModelSchema } from '../../schemas/stage-model.ts';
import type { LandedLine } from '../reference/types.ts';
import { buyersLives, lives, subscribersLives } from './lives.ts';
import { modelArbitrary } from './models.ts';

const NOW = '2030-01-01T00:00:00.000Z';

function refusalOf({ body_sha256: _hash, ...sent }: LandedLine): string | null {
  const parsed = parseEvent(sent, { now: NOW, receivedAt: NOW, defaultSource: 'web', keepReceivedAt: true });
  return parsed.ok ? null : `${sent.event_name}: ${parsed.reason.code} ${parsed.reason.path} ${parsed.reason.message}`;
}

test('every generated event passes the door', () => {
  fc.assert(
    fc.property(fc.oneof(lives(), buyersLives(), subscribersLives()), (lines) => {
      expect(lines.map(refusalOf).filter((refusal) => refusal !== null)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('every generated stage model is accepted', () => {
  fc.assert(
    fc.property(modelArbitrary(), (model) => {
      expect(stageModelSchema.safeParse(model).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
