import { createHash } from 'node:crypto';
import type { Config } from '../../schemas/config.ts';
import type { StageModel } from '../../schemas/stage-model.ts';
import type { Catalog } from '../../sql/catalog.ts';
import { type SeedRow, stageSeeds } from '../../sql/stage-seeds.ts';
import { settingsRow } from './settings.ts';

export type Run = {
  runId: string;
  /** ISO instants in UTC. */
  asOf: string;
  /** The instant that the tables spoke of before; left out where everything is rebuilt. */
  previousAsOf?: string;
  startedAt: string;
  /** Stage models that a published refresh has built, as `model@version`: their changes are news, those of others the baseline. */
  knownModels: string[];
  /** A backfill tells of the past. */
  isBaseline: boolean;
  /** Subscribers asked for the past too. */
  isBaselineTold: boolean;
};

/** SHA-256 of what a stage model says: equal definitions have equal hashes, whatever the file's layout. */
export function definitionHash(model: StageModel): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex');
}

/** The rows of every seed: CSV files, the stage models, the configuration and the run itself. An empty CSV cell is null. */
export function seedRows(catalog: Catalog, config: Config, run: Run): Map<string, SeedRow[]> {
  const seeds = new Map<string, SeedRow[]>(Object.entries(stageSeeds(catalog.stageModels)));
  for (const relation of catalog.relations.values()) {
    if (relation.rows !== null) seeds.set(relation.name, relation.rows.map(emptyAsNull));
  }
  const hashes = catalog.stageModels.map(definitionHash);
  seeds.set(
    'stage_models',
    (seeds.get('stage_models') ?? []).map((row, i) => ({ ...row, definition_hash: hashes[i] ?? null })),
  );
  seeds.set('settings', [settingsRow(config)]);
  seeds.set('run', [runRow(run)]);
  return seeds;
}

function emptyAsNull(row: Record<string, string>): SeedRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === '' ? null : value]));
}

function runRow(run: Run): SeedRow {
  return {
    run_id: run.runId,
    as_of: run.asOf,
    previous_as_of: run.previousAsOf ?? null,
    started_at: run.startedAt,
    is_baseline: run.isBaseline,
    is_baseline_told: run.isBaselineTold,
    known_models: run.knownModels,
  };
}
