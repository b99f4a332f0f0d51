import { describe, expect, test, vi } from 'vitest';
import { connectTrino } from '../../../lambdas/lib/warehouse/trino.ts';
import { parsePage } from '../../../lambdas/lib/warehouse/trino-protocol.ts';
import { rowReader } from '../../../lambdas/lib/warehouse/trino-values.ts';

const connection = { url: 'http://trino.test', catalog: 'iceberg', schema: 'lifecycle', user: 'test', pauseMs: 0 };
const finished = { id: 'q1', columns: [{ name: 'n', type: 'bigint' }], data: [[1]] };

/** A server that gives the answers one after the other, and then the last one for ever. */
function server(...answers: (object | number | Error)[]) {
  return vi.fn<typeof fetch>(async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number') return new Response('busy', { status: answer });
    return new Response(JSON.stringify(answer));
  });
}

describe('the protocol', () => {
  test('pages are followed to the end', async () => {
    const page = { ...finished, nextUri: 'http://trino.test/2' };
    const fetch = server(
      finished,
      page,
      { id: 'q1', nextUri: 'http://trino.test/3' },
      { ...finished, data: [[2], [3]] },
    );
    const warehouse = await connectTrino({ ...connection, fetch });
    expect(await warehouse.query('select n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(fetch.mock.calls.map(([url]) => url).slice(-2)).toEqual(['http://trino.test/2', 'http://trino.test/3']);
  });

  test('a busy server is asked again, a broken one is not', async () => {
    const fetch = server(503, 429, finished, 500);
    const warehouse = await connectTrino({ ...connection, fetch });
    expect(fetch).toHaveBeenCalledTimes(3);
    await expect(warehouse.query('select n')).rejects.toThrow('http://trino.test answered 500: busy');
  });

  test('a server that stays busy is given up', async () => {
    const fetch = server(503);
    await expect(connectTrino({ ...connection, fetch })).rejects.toThrow('answered 503');
    expect(fetch).toHaveBeenCalledTimes(10);
  });

  test('no server: the error names the address and the reason', async () => {
    const fetch = server(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));
    const wanted = '[warehouse] [trino] no answer from http://trino.test: connect ECONNREFUSED';
    await expect(connectTrino({ ...connection, fetch })).rejects.toThrow(wanted);
  });

  test('an error names the statement, the kind and the query, on whichever page it comes', async () => {
    const error = { message: 'Division by zero', errorName: 'DIVISION_BY_ZERO', errorType: 'USER_ERROR' };
    const fetch = server(finished, { id: 'q7', nextUri: 'http://trino.test/2' }, { id: 'q7', error });
    const warehouse = await connectTrino({ ...connection, fetch });
    const wanted = '[warehouse] [trino] select 1/0: DIVISION_BY_ZERO: Division by zero (query q7)';
    await expect(warehouse.query('select 1/0')).rejects.toThrow(wanted);
  });

  test('a query that cannot be read is cancelled', async () => {
    const unreadable = {
      id: 'q1',
      nextUri: 'http://trino.test/2',
      columns: [{ name: 'm', type: 'map(varchar, bigint)' }],
      data: [[{}]],
    };
    const fetch = server(finished, unreadable, {});
    const warehouse = await connectTrino({ ...connection, fetch });
    await expect(warehouse.query('select m')).rejects.toThrow('a column of type map(varchar, bigint) cannot be read');
    expect(fetch.mock.lastCall?.[1]?.method).toBe('DELETE');
  });
});

describe('values', () => {
  test('integers too long for a double stay exact, inside text nothing changes', () => {
    const text =
      '{"data":[[12345678901234567890,-9007199254740993,1.2345678901234567E18,"1234567890123456789 \\" 1",7]]}';
    const row = ['12345678901234567890', '-9007199254740993', 1.2345678901234568e18, '1234567890123456789 " 1', 7];
    expect(parsePage(text).data).toEqual([row]);
  });

  test.each([
    ['timestamp(0)', '2026-01-04 02:11:12', '2026-01-04T02:11:12.000Z'],
    ['timestamp(6)', '2026-01-04 02:11:12.123456', '2026-01-04T02:11:12.123Z'],
    ['timestamp(3) with time zone', '2026-01-04 02:11:12.100 UTC', '2026-01-04T02:11:12.100Z'],
    ['array(array(bigint))', [['9007199254740993', 1], null], [[9007199254740993n, 1], null]],
    ['decimal(18,2)', '12.50', 12.5],
    ['double', 'NaN', Number.NaN],
    ['unknown', null, null],
  ])('%s %j', (type, value, wanted) => {
    expect(rowReader([{ name: 'v', type }])([value])).toEqual({ v: wanted });
  });

  test('an instant in another zone is refused with the remedy', () => {
    const read = rowReader([{ name: 'v', type: 'timestamp(3) with time zone' }]);
    expect(() => read(['2026-01-04 02:11:12.100 Europe/Berlin'])).toThrow("Use at_timezone(.., 'UTC')");
  });
});
