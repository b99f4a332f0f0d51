import { Fault } from '../../../lambdas/lib/errors.ts';
import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import { lakeFolder } from '../home.ts';
import { readDecisions } from '../links/decide.ts';
import { readTables, SCHEMA } from '../published-file.ts';
import { findCustomer } from './find.ts';
import { type Person, readPerson } from './person.ts';

export type ExplainInput = {
  home: string;
  catalog: Catalog;
  asked: string;
  /** How many events and signals, latest first. */
  limit: number;
  /** Names of stage models; left out, all. */
  only?: readonly string[];
};

/**
 * Everything that the published tables and the decisions of the lake say of one customer.
 * Throws `Fault` (exit code 2) when nobody or several are known by what was asked, or for a stage model that there is not.
 */
export async function explain({ home, catalog, asked, limit, only }: ExplainInput): Promise<Person> {
  const { stageModels } = catalog;
  const names = [...new Set(stageModels.map(({ name }) => name))];
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Fault(`[explain] there is no stage model ${unknown}. Name one of ${names.join(', ')}`, { exitCode: 2 });
  }
  const decisions = await readDecisions(diskLake(lakeFolder(home)));
  return readTables(home, async (warehouse) => {
    const found = await findCustomer(warehouse, asked);
    return readPerson(warehouse, {
      asked,
      found,
      schema: SCHEMA,
      stageModels,
      decisions,
      limit,
      ...(only === undefined ? {} : { only }),
    });
  });
}
