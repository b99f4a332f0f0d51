import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fault } from '../../lambdas/lib/errors.ts';
import type { Row, Value, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { createTable, createView, dropTable, typeName } from '../../sql/statements.ts';
import type { ColumnType } from '../../sql/twin.ts';

/** What is written, as SQL, and what is read back; the same for every engine. `of` is the column's type where it is not the test's name. */
const values: [type: ColumnType, sql: string, read: Value][] = [
  ['varchar', `'a''b "ü" 😀 \\n'`, `a'b "ü" 😀 \\n`],
  ['varchar', `''`, ''],
  ['varchar', `'12345678901234567'`, '12345678901234567'],
  ['varchar', `'[1234567890123456789, "x"]'`, '[1234567890123456789, "x"]'],
  ['boolean', 'true', true],
  ['boolean', 'false', false],
  ['integer', '-7', -7],
  ['bigint', '42', 42],
  ['bigint', '9007199254740991', 9007199254740991],
  ['bigint', '9007199254740993', 9007199254740993n],
  ['bigint', '-9223372036854775808', -9223372036854775808n],
  ['double', '0.1', 0.1],
  ['double', '-1.5e300', -1.5e300],
  ['double', '1234567890123456789e0', 1234567890123456800],
  ['date', `date '2024-02-29'`, '2024-02-29'],
  ['date', `date '0099-01-01'`, '0099-01-01'],
  ['timestamp(6)', `timestamp '2026-01-04 02:11:12.123'`, '2026-01-04T02:11:12.123Z'],
  ['timestamp(6)', `timestamp '2026-01-04 02:11:12.123999'`, '2026-01-04T02:11:12.123Z'],
  ['timestamp(6)', `timestamp '2026-01-04 00:00:00'`, '2026-01-04T00:00:00.000Z'],
  ['timestamp(6)', `timestamp '1969-12-31 23:59:59.999'`, '1969-12-31T23:59:59.999Z'],
  ['array(varchar)', `array['b', 'a', '']`, ['b', 'a', '']],
  ['array(varchar)', `array['a', null]`, ['a', null]],
  ['array(varchar)', 'array[]', []],
];
const types: ColumnType[] = [
  'varchar',
  'boolean',
  'integer',
  'bigint',
  'double',
  'date',
  'timestamp(6)',
  'array(varchar)',
];

/** Declares the tests that each adapter of the port must pass. `open` answers a warehouse that may write in its default schema. */
export function warehouseContract(name: string, open: () => Promise<Warehouse>): void {
  describe(`${name} is a warehouse`, () => {
    let warehouse: Warehouse;
    const table = 'contract_rows';
    const as = (type: ColumnType, sql: string) => `cast(${sql} as ${typeName(type, warehouse.engine)})`;
    const numbers = (...from: number[]) => `select n from (values ${from.map((n) => `(${n})`).join(', ')}) as t (n)`;
    const rebuild = (select: string) => warehouse.run(createTable(table, select));
    beforeAll(async () => {
      warehouse = await open();
    });
    afterAll(async () => {
      await warehouse.run(dropTable(table));
      await warehouse.close();
    });

    test.each(values)('%s: %s is stored and read back', async (type, sql, read) => {
      await rebuild(`select ${as(type, sql)} as v`);
      expect(await warehouse.query(`select v from ${table}`)).toEqual([{ v: read }]);
    });

    test.each(types)('%s: NULL is null', async (type) => {
      await rebuild(`select ${as(type, 'null')} as v`);
      expect(await warehouse.query(`select v from ${table}`)).toEqual([{ v: null }]);
    });

    test('an instant with a time zone is read in UTC', async () => {
      const rows = await warehouse.query(
        `select cast(timestamp '2026-01-04 02:11:12.5' as timestamp with time zone) as v`,
      );
      expect(rows).toEqual([{ v: '2026-01-04T02:11:12.500Z' }]);
    });

    test('a table is replaced, columns and all', async () => {
      await rebuild(numbers(1, 2));
      await rebuild(`select 'x' as other`);
      expect(await warehouse.query(`select * from ${table}`)).toEqual([{ other: 'x' }]);
    });

    test('a view answers for the table of the moment', async () => {
      await rebuild(numbers(1));
      await warehouse.run(createView('contract_view', `select n + 1 as m from ${table}`));
      await rebuild(numbers(2));
      const rows = await warehouse.query('select m from contract_view');
      await warehouse.run('drop view contract_view');
      expect(rows).toEqual([{ m: 3 }]);
    });

    test('an empty table answers no rows', async () => {
      await rebuild(`select 1 as n where false`);
      expect(await warehouse.query(`select * from ${table}`)).toEqual([]);
    });

    test('columns come in the order asked, also thirty thousand rows of them', async () => {
      const many = `select a.n + 200 * b.n as n, 'row' as word from (${counted(200)}) as a cross join (${counted(150)}) as b`;
      const rows = await warehouse.query(`${many} order by 1`);
      expect(rows.length).toBe(30_000);
      expect(rows.at(-1)).toEqual({ n: 29_999, word: 'row' });
      expect(Object.keys(rows[0] as Row)).toEqual(['n', 'word']);
    });

    test('writing answers the number of rows, or null', async () => {
      await rebuild(numbers(1));
      expect([3, null]).toContain((await warehouse.run(`insert into ${table} ${numbers(2, 3, 4)}`)).rows);
      expect([2, null]).toContain((await warehouse.run(`delete from ${table} where n > 2`)).rows);
      expect(await warehouse.query(`select n from ${table} order by n`)).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test.each([
      ['text that is no SQL', 'selec 1'],
      ['a table that does not exist', 'select * from contract_nowhere'],
      ['a value that cannot be cast', `select cast(v as bigint) as v from (values ('abc')) as t (v)`],
    ])('%s is a Fault that names the statement', async (_what, statement) => {
      const fault = await warehouse.query(statement).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(Fault);
      expect((fault as Fault).message).toMatch(/^\[warehouse\] \[\w+\] .{10}/);
      expect((fault as Fault).message).toContain(statement.slice(0, 30));
    });

    test('a failed statement leaves what was there', async () => {
      await rebuild(numbers(1));
      await expect(rebuild(`select cast(v as bigint) as n from (values ('abc')) as t (v)`)).rejects.toBeInstanceOf(
        Fault,
      );
      expect(await warehouse.query(`select n from ${table}`)).toEqual([{ n: 1 }]);
    });

    test('statements may run side by side', async () => {
      const rows = await Promise.all([1, 2, 3].map((n) => warehouse.query(`select ${n} as n`)));
      expect(rows).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
    });
  });
}

/** A select of 0 to count - 1 as `n`. */
function counted(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => `(${n})`);
  return `select n from (values ${rows.join(', ')}) as t (n)`;
}
