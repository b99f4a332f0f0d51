import type { Row, Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { Catalog } from '../../../sql/catalog.ts';
import { BUILT_MODELS, customersThatMove, stagePairs } from '../../../sql/operations.ts';
import { LAST_REFRESH } from '../../../sql/statements.ts';
import { readModelVersion } from './model-version.ts';

/** Who stands where under two stage models, as `--format json` prints it. A stage is null where a customer has no entry. */
export type Diff = {
  from: string;
  to: string;
  as_of: string;
  customers: number;
  customers_moved: number;
  /** from_stage, to_stage, customers: every pair that occurs, most customers first. */
  pairs: Row[];
  /** The customers who stand elsewhere, up to the limit. */
  moved: Row[];
};

/**
 * Compares where customers stand under two stage models (`model@version`) of the published tables.
 * Throws `Fault` (exit code 2) for a model that is not there or not built yet.
 */
export async function diffModels(
  warehouse: Warehouse,
  { from, to, catalog, limit }: { from: string; to: string; catalog: Catalog; limit: number },
): Promise<Diff> {
  const built = (await warehouse.query(BUILT_MODELS)).map(({ model, model_version }) => {
    return { model: String(model), version: Number(model_version) };
  });
  const written = catalog.stageModels.map(({ name, version }) => ({ model: name, version }));
  const [one, other] = [readModelVersion(from, built, written), readModelVersion(to, built, written)];
  const pairs = await warehouse.query(stagePairs(one, other));
  return {
    from,
    to,
    as_of: String((await warehouse.query(LAST_REFRESH))[0]?.as_of),
    customers: sum(pairs),
    customers_moved: sum(pairs.filter((pair) => pair.from_stage !== pair.to_stage)),
    pairs,
    moved: await warehouse.query(customersThatMove(one, other, limit)),
  };
}

function sum(pairs: readonly Row[]): number {
  return pairs.reduce((total, { customers }) => total + Number(customers), 0);
}
