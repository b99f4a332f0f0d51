import { hasTable, STAGE_MODELS_BUILT } from '../../sql/statements.ts';
import { Fault } from '../lib/errors.ts';
import type { RefreshInput } from './refresh.ts';
import { definitionHash } from './seeds.ts';

/** A misspelt model in the configuration would silently leave stages empty and tell nobody. */
export function expectKnownModels({ config, catalog }: Pick<RefreshInput, 'config' | 'catalog'>): void {
  const known = new Set(catalog.stageModels.map((model) => model.name));
  const named = { defaultModel: [config.defaultModel], announce: config.announce };
  for (const [setting, models] of Object.entries(named)) {
    const unknown = models.find((model) => !known.has(model));
    if (unknown === undefined) continue;
    throw new Fault(
      `[config] ${setting} names ${unknown}, which is no stage model; name one of ${[...known].sort().join(', ')}`,
      { exitCode: 2 },
    );
  }
}

/** A stage model may change only under a new version: history of one version never means two things. */
export async function expectSameDefinitions({ warehouse, catalog, schema }: RefreshInput): Promise<void> {
  if ((await warehouse.query(hasTable('stage_models', schema))).length === 0) return;
  const built = new Map(
    (await warehouse.query(STAGE_MODELS_BUILT)).map((row) => [
      `${row.model}@${row.model_version}`,
      row.definition_hash,
    ]),
  );
  for (const model of catalog.stageModels) {
    const key = `${model.name}@${model.version}`;
    const hash = built.get(key);
    if (hash === undefined || hash === definitionHash(model)) continue;
    throw new Fault(
      `[refresh] [${key}] sql/lifecycle/models: its definition changed under the same version; put the change into version ${model.version + 1}, beside it`,
    );
  }
}
