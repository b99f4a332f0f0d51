import { expect, it } from 'vitest';
import { memoryWarehouse, rowsOf } from '../support/cases.ts';

it('an event of 1970 does not stretch the calendar: it reaches back 50 years from as_of', async () => {
  const warehouse = await memoryWarehouse();
  const event = {
    event_id: 'broken-clock',
    source: 'web',
    provider: 'canonical',
    event_name: 'page_viewed',
    occurred_at: '1970-01-01',
    how: '',
  };
  const rows = await rowsOf(warehouse, 'periods', { stg_event_facts: [event], run: [{ as_of: '2026-01-02' }] });
  const years = rows.filter((row) => row.grain === 'year').map((row) => String(row.period_start));
  expect(years).toHaveLength(51);
  expect(years.sort()[0]).toBe('1976-01-01');
  await warehouse.close();
});
