import { afterEach, describe, expect, it, test, vi } from 'vitest';
import yargs from 'yargs';
import { type Backfill, backfillCommand } from '../../../infra/local/backfill/command.ts';
import { backfillWindow } from '../../../infra/local/backfill/window.ts';

describe('the days of a backfill', () => {
  it('are both included', () => {
    const day = { from: '2024-02-29T00:00:00.000Z', until: '2024-03-01T00:00:00.000Z' };
    expect(backfillWindow('2024-02-29', '2024-02-29')).toEqual(day);
    expect(backfillWindow('2023-12-31', '2024-02-29')).toEqual({ ...day, from: '2023-12-31T00:00:00.000Z' });
  });

  it('may run to the end of the years that have four figures', () => {
    expect(backfillWindow('2024-01-01', '9999-12-31').until).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([
    ['2024-02-30', '2024-03-01', '--from is no day: 2024-02-30. Give one as YYYY-MM-DD'],
    ['2024-01-01', 'today', '--to is no day: today'],
    ['2024-01-02', '2024-01-01', '--from 2024-01-02 is after --to 2024-01-01. Give the earlier day first'],
  ])('are refused: %s to %s', (from, to, message) => {
    expect(() => backfillWindow(from, to)).toThrow(message);
  });
});

describe('lifecycle backfill', () => {
  afterEach(() => vi.restoreAllMocks());

  const run = async (backfill: Backfill, ...words: string[]) =>
    yargs(['backfill', ...words])
      .command(backfillCommand(backfill))
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new Error(message);
      })
      .parseAsync();

  test('prints its days and what was done as one line of JSON', async () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await run(async () => ({ customers: 3 }), '--from', '2024-01-01', '--to', '2024-01-31');
    expect(out.mock.calls.map(([text]) => text)).toEqual([
      '{"from":"2024-01-01T00:00:00.000Z","until":"2024-02-01T00:00:00.000Z","customers":3}\n',
    ]);
  });

  test('does nothing without both days', async () => {
    const backfill = vi.fn<Backfill>();
    await expect(run(backfill, '--from', '2024-01-01')).rejects.toThrow('Missing required argument: to');
    expect(backfill).not.toHaveBeenCalled();
  });
});
