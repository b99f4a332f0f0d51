import { describe, expect, test } from 'vitest';
import { generate } from '../../../infra/gen/notice-schemas.ts';
import { toJson } from '../../../lambdas/lib/bus/bus.ts';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { toEnvelope, toNotice } from '../../../lambdas/notify/notice.ts';
import { toRefreshedEnvelope } from '../../../lambdas/notify/refreshed.ts';
import { refreshed } from '../../../schemas/notices/refreshed.ts';

/** What an event may weigh, so that an id in it never weighs more. */
const EVENT_BYTES = 32 * 1024;
const EVENT_BRIDGE_BYTES = 256 * 1024;

const row: Row = {
  change_id: 'a'.repeat(64),
  change_no: 2,
  kind: 'corrected',
  sequence: 5n,
  run_id: 'run_1',
  detected_at: '2026-03-01T00:00:00.000Z',
  customer_id: 'c_0123456789abcdef',
  account_id: null,
  model: 'five_stage',
  model_version: 1,
  from_stage: 'awareness',
  to_stage: 'purchase',
  cycle: 1,
  entry_seq: 1,
  occurred_at: '2026-02-28T12:00:00.000Z',
  previous_occurred_at: '2026-02-28T13:00:00.000Z',
  cause_event_id: 'stripe:evt_1',
  merged_into: null,
  seconds_in_from: 86_400,
  skipped_stages: ['consideration'],
  rfm_segment: null,
  is_contactable: false,
  messages_last_7_days: 3,
};

describe('a notice of a stage change', () => {
  test('has the names that are promised', () => {
    expect(JSON.parse(toJson(toEnvelope(toNotice(row))))).toEqual({
      source: 'customer-lifecycle',
      'detail-type': 'Customer Stage Changed',
      time: '2026-03-01T00:00:00.000Z',
      detail: {
        metadata: {
          event_id: 'a'.repeat(64),
          kind: 'corrected',
          schema_version: 1,
          sequence: 5,
          run_id: 'run_1',
          detected_at: '2026-03-01T00:00:00.000Z',
        },
        data: {
          customer_id: 'c_0123456789abcdef',
          account_id: null,
          model: 'five_stage',
          model_version: 1,
          from: 'awareness',
          to: 'purchase',
          cycle: 1,
          entry_seq: 1,
          occurred_at: '2026-02-28T12:00:00.000Z',
          previous_occurred_at: '2026-02-28T13:00:00.000Z',
          cause_event_id: 'stripe:evt_1',
          merged_into: null,
          seconds_in_from: 86_400,
          skipped_stages: ['consideration'],
          rfm_segment: null,
          consent: { is_contactable: false },
          messages_last_7_days: 3,
        },
      },
    });
  });

  test('is sent under the change id', () => expect(toEnvelope(toNotice(row)).id).toBe(row.change_id));

  test('knows nothing of the consent of a customer that is gone', () => {
    expect(toNotice({ ...row, is_contactable: null }).data.consent).toBeNull();
  });

  test('has no skipped stages where the warehouse has no list', () => {
    expect(toNotice({ ...row, skipped_stages: null }).data.skipped_stages).toEqual([]);
  });

  test('fits EventBridge, also with ids as large as events may be', () => {
    const id = '\u0001'.repeat(EVENT_BYTES / 6);
    const text = toJson(toEnvelope(toNotice({ ...row, account_id: id, cause_event_id: id })));
    expect(Buffer.byteLength(text)).toBeLessThan(EVENT_BRIDGE_BYTES);
  });

  test.each([
    ['to_stage', null, 'data.to'],
    ['kind', 'moved', 'metadata.kind'],
    ['occurred_at', '2026-02-28 12:00:00', 'data.occurred_at'],
    ['sequence', 2n ** 60n, 'metadata.sequence'],
    ['customer_id', undefined, 'data.customer_id'],
  ])('is none where %s is %s, and the fault says which change and what', (column, value, path) => {
    const broken = { ...row, [column]: value } as Row;
    expect(() => toNotice(broken)).toThrow(new RegExp(`\\[notify\\] the row a{64} .*${path}: `));
  });
});

test('the notice that tables are ready has one id for each run', () => {
  const data = { run_id: 'run_1', as_of: '2026-03-01T00:00:00.000Z', tables: { customers: 3 } };
  const { id, detail, detailType } = toRefreshedEnvelope(data, '2026-03-01T00:01:00.000Z');
  expect(detailType).toBe('Lifecycle Refreshed');
  expect(id).toBe('refreshed_run_1');
  expect(detail).toEqual({ metadata: { event_id: id, schema_version: 1 }, data });
  expect(refreshed.safeParse(detail).success).toBe(true);
});

test('every notice is published as JSON Schema that lets fields be added', async () => {
  const texts = await generate();
  expect(Object.keys(texts)).toEqual(
    ['refresh-failed', 'refreshed', 'stage-changed'].map((name) => `schemas/generated/${name}.schema.json`),
  );
  for (const text of Object.values(texts)) expect(text).not.toContain('"additionalProperties": false');
});
