import { describe, expect, test } from 'vitest';
import { decide, hiddenSeconds } from '../../../infra/aws/decisions.ts';

describe.each(['production', 'development'] as const)('%s', (profile) => {
  const { lake, door, landing, alarms } = decide(profile);

  test('stays within what AWS accepts', () => {
    expect(landing.batchSize).toBeLessThanOrEqual(10_000);
    expect(landing.windowSeconds).toBeLessThanOrEqual(300);
    expect(landing.concurrency).toBeGreaterThanOrEqual(2);
    expect(hiddenSeconds(landing)).toBeLessThanOrEqual(12 * 3600);
    expect(door.timeoutSeconds).toBeLessThan(30);
    if (landing.batchSize > 10) expect(landing.windowSeconds).toBeGreaterThanOrEqual(1);
  });

  test('a message is given up before the alarm on its age could only tell of it afterwards', () => {
    expect(alarms.oldestUnlandedSeconds).toBeGreaterThan(hiddenSeconds(landing));
    expect(alarms.oldestUnlandedSeconds).toBeLessThan(landing.maxReceives * hiddenSeconds(landing));
  });

  test('a fault that lasts a day does not end in lost messages: they are kept longer than they are tried', () => {
    expect(landing.maxReceives * hiddenSeconds(landing)).toBeLessThan(14 * 86_400);
  });

  test('raw is kept at least as long as what was rejected', () => {
    expect(lake.rawDays ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(lake.rejectedDays);
  });
});

test('production keeps raw for ever and cannot be deleted by one command', () => {
  expect(decide('production').lake.rawDays).toBeNull();
  expect(decide('production').isProtected).toBe(true);
});

test('a message is hidden for six time-outs and the window', () => {
  expect(hiddenSeconds({ timeoutSeconds: 60, windowSeconds: 5 })).toBe(365);
});
