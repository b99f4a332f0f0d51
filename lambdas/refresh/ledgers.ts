import type { Catalog } from '../../sql/catalog.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import { appendRows, deleteOfRun } from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import type { ModelRun } from './build.ts';
import type { CheckResult } from './check.ts';
import type { Objects } from './objects.ts';

/** Adds rows to the ledgers of a run, by the ledger's name; `again` names a run that may have written some of them before it died. */
export async function keepRows(
  warehouse: Warehouse,
  catalog: Catalog,
  again: string | null,
  ledgers: Readonly<Record<string, readonly SeedRow[]>>,
): Promise<void> {
  for (const [name, rows] of Object.entries(ledgers)) {
    const relation = catalog.relations.get(name);
    if (relation === undefined) throw new Fault(`[refresh] sql/checks/${name}.yml is missing`);
    if (again !== null) await warehouse.run(deleteOfRun(relation, again));
    for (const statement of appendRows(relation, rows, warehouse.engine)) await warehouse.run(statement);
  }
}

export function modelRows(runId: string, models: readonly ModelRun[]): SeedRow[] {
  return models.map((model) => ({
    run_id: runId,
    model: model.model,
    kind: model.kind,
    how: model.how,
    started_at: model.startedAt,
    finished_at: model.finishedAt,
    row_count: model.rows,
    input_rows: model.inputRows,
    rows_written: model.rowsWritten,
    rounds: model.rounds,
    statements: model.statements,
    bytes_scanned: null,
    seconds: model.seconds,
    cpu_seconds: model.cpuSeconds,
    text_hash: model.textHash,
    status: 'succeeded',
  }));
}

export function checkRows(runId: string, checks: readonly CheckResult[]): SeedRow[] {
  return checks.map(({ model, check, severity, failures, status }) => ({
    run_id: runId,
    model,
    check_name: check,
    severity,
    failures,
    status,
  }));
}

export function objectRows(runId: string, { landed, setAside }: Objects): Record<string, SeedRow[]> {
  return {
    landed_objects: landed.map(({ path, relation, rows, bytes }) => ({
      path,
      relation,
      run_id: runId,
      row_count: rows,
      bytes,
    })),
    set_aside_objects: setAside.map(({ path, relation, reason }) => ({ run_id: runId, path, relation, reason })),
  };
}
