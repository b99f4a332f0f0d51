import type { Catalog } from '../../sql/catalog.ts';
import { addColumn, appendRows, describeColumns } from '../../sql/statements.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';

/**
 * Makes the relations whose rows outlive a run (ledgers, appended logs), and adds the columns that a newer version documents;
 * older rows have null there. Safe to run at every refresh.
 */
export async function keepTables(warehouse: Warehouse, catalog: Catalog, schema: string): Promise<void> {
  for (const relation of catalog.relations.values()) {
    if (relation.kind !== 'ledger' && relation.kind !== 'append') continue;
    for (const statement of appendRows(relation, [], warehouse.engine)) await warehouse.run(statement);
    const found = new Set(
      (await warehouse.query(describeColumns(relation.name, schema, warehouse.engine))).map((row) => row.column_name),
    );
    for (const column of relation.columns.filter(({ name }) => !found.has(name))) {
      await warehouse.run(addColumn(relation, column, warehouse.engine));
    }
  }
}
