import type { Catalog } from '../../sql/catalog.ts';
import { checksOf, runAllChecks } from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import type { ModelRun } from './build.ts';

export type CheckResult = {
  model: string;
  check: string;
  severity: 'fail' | 'warn';
  failures: number;
  status: 'passed' | 'warned' | 'failed';
};

/** Runs every check on the rows that a build has made: keys, columns that are never null, the twins' own conditions. */
export async function runChecks(
  warehouse: Warehouse,
  catalog: Catalog,
  runs: readonly Pick<ModelRun, 'model' | 'made'>[],
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { model, made } of runs) {
    const relation = catalog.relations.get(model);
    if (relation === undefined) continue;
    const checks = checksOf(relation, made);
    if (checks.length === 0) continue;
    const found = await warehouse.query(runAllChecks(checks));
    const failuresOf = new Map(found.map((row) => [row.check_name, Number(row.failures)]));
    for (const { name, severity } of checks) {
      const failures = failuresOf.get(name) ?? Number.NaN;
      const status = failures === 0 ? 'passed' : severity === 'warn' ? 'warned' : 'failed';
      results.push({ model, check: name, severity, failures, status });
    }
  }
  return results;
}

/** Throws `Fault` naming each check graded `fail` that found rows: nothing of such a run may be published. */
export function expectPassed(results: readonly CheckResult[], catalog: Catalog): void {
  const failed = results.filter((result) => result.status === 'failed');
  if (failed.length === 0) return;
  const lines = failed.map(
    ({ model, check, failures }) => `  sql/${catalog.relations.get(model)?.path} ${check}: ${failures} rows fail it`,
  );
  throw new Fault(
    `[refresh] ${failed.length} checks failed; the tables of the last refresh stay published:\n${lines.join('\n')}`,
  );
}
