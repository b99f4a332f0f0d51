import type { Row, Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { identifiersToLink } from '../../../sql/operations.ts';
import type { Decided } from './decide.ts';

/** What whoever decided should know: that an identifier has not been seen (a slip of the pen?), or that it ties nobody together. */
export async function remarksOn(warehouse: Warehouse, decided: Decided): Promise<string[]> {
  const pair = [decided.identifier_a, decided.identifier_b] as const;
  const rows = await warehouse.query(identifiersToLink(...pair));
  return pair.flatMap((identifier) => {
    const remark = remarkOn(
      decided,
      identifier,
      rows.find((row) => row.identifier === identifier),
    );
    return remark === null ? [] : [`${identifier} ${remark}`];
  });
}

function remarkOn({ action }: Decided, identifier: string, row: Row | undefined): string | null {
  if (row === undefined) return 'has not been seen up to the last refresh: the decision waits until it is';
  if (action === 'unlink') return null;
  if (row.is_hub === true)
    return `is shared by many, so it ties nobody together, linked or not; see \`explain ${identifier}\``;
  if (row.most_allowed === null || Number(row.linked) <= Number(row.most_allowed)) return null;
  return `is then seen with ${row.linked} of type ${row.of_type}, the limit is ${row.most_allowed}: shared by many, it ties nobody together. Link two of type ${row.of_type} instead`;
}
