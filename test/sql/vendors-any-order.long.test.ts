import { test } from 'vitest';
import { vendorsLives } from '../lives/lives.ts';
import { expectAnyOrder } from '../support/any-order.ts';
import { SOAK_TIMEOUT, worlds } from '../support/soak.ts';

test('who disagrees and who is to be erased does not depend on the order of arrival', {
  timeout: SOAK_TIMEOUT,
}, async () => {
  await expectAnyOrder({
    lines: vendorsLives(),
    asOf: '2026-12-31T00:00:00.000Z',
    tables: ['stage_disagreements', 'erasure_requests'],
    runs: worlds(5),
  });
});
