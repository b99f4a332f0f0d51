import { expect, test } from 'vitest';
import { vendorsLives } from '../lives/lives.ts';
import { type ObjectState, objectStates } from '../reference/object-states.ts';
import { expectAnyOrder } from '../support/any-order.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';
import { sortedLines } from '../support/world.ts';

const AS_OF = '2026-12-31T00:00:00.000Z';
const COLUMNS: (keyof ObjectState)[] = [
  ...(['provider', 'object_type', 'object_id', 'event_id', 'state_at', 'stage', 'status', 'amount_minor'] as const),
  ...(['is_deleted', 'count_events'] as const),
];

test('a vendor object is as its own time says, in whatever order its events came', {
  timeout: SOAK_TIMEOUT,
}, async () => {
  await expectAnyOrder({
    lines: vendorsLives(),
    asOf: AS_OF,
    tables: ['stg_object_states'],
    runs: worlds(5),
    also: (lines, rows) => expect(sortedLines(rows, COLUMNS)).toEqual(sortedLines(objectStates(lines, AS_OF), COLUMNS)),
  });
});
