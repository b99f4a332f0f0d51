import type { Row, Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';
import { type Build, buildModels, type ModelRun } from '../../lambdas/refresh/build.ts';
import type { RunMemory } from '../../lambdas/refresh/memory.ts';
import { seedRows } from '../../lambdas/refresh/seeds.ts';
import { configSchema } from '../../schemas/config.ts';
import { type StageModel, stageModelSchema } from '../../schemas/stage-model.ts';
import type { Catalog } from '../../sql/catalog.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';
import type { LinkDecision } from '../reference/links.ts';
import type { LandedLine, StageModel as PlainModel } from '../reference/types.ts';
import { shippedCatalog } from './shipped.ts';

export type World = {
  lines: readonly LandedLine[];
  asOf: string;
  models?: readonly PlainModel[];
  /** Stage models that an earlier build has published, as `model@version`. */
  knownModels?: readonly string[];
  /** In the order in which they were taken; `order` where some of them are left out. */
  decisions?: readonly (LinkDecision & { order?: number })[];
};

const DOCUMENTS = ['properties', 'context', 'consent'] as const;

/** Builds all tables of the shipped SQL over landed lines, without a lake: the raw relations are given as rows. */
export async function buildWorld(warehouse: Warehouse, world: World, only?: readonly string[]): Promise<void> {
  await build(warehouse, world, only === undefined ? {} : { only });
}

/** Brings the tables of an earlier world up to date with what has landed since: `world` holds only that. */
export async function continueWorld(
  warehouse: Warehouse,
  world: World,
  { previousAsOf, largeShare, memory }: { previousAsOf: string; largeShare: number; memory?: RunMemory },
): Promise<ModelRun[]> {
  const raw = Object.entries(rawRows(world)).filter(([, rows]) => rows.length > 0);
  const increment = {
    rebuilt: new Set(Object.keys(rawRows(world))),
    landed: new Set(raw.map(([name]) => name)),
    largeShare,
  };
  return build(warehouse, world, { increment, ...(memory === undefined ? {} : { memory }) }, previousAsOf);
}

async function build(
  warehouse: Warehouse,
  world: World,
  options: Pick<Build, 'only' | 'increment' | 'memory'>,
  previousAsOf?: string,
): Promise<ModelRun[]> {
  const catalog = catalogOf(world);
  const run = {
    runId: 'run',
    asOf: world.asOf,
    startedAt: world.asOf,
    ...(previousAsOf === undefined ? {} : { previousAsOf }),
    knownModels: [...(world.knownModels ?? [])],
    isBaseline: false,
    isBaselineTold: false,
  };
  const seeds = seedRows(catalog, configSchema.parse({}), run);
  for (const [name, rows] of Object.entries(rawRows(world))) seeds.set(name, rows);
  const { runs, clear } = await buildModels({
    warehouse,
    catalog,
    seeds,
    schema: 'lifecycle',
    clock: () => 0,
    ...options,
  });
  await clear();
  return runs;
}

/** The shipped catalog, or its models over other stage models, with rows in place of the files of the lake. */
function catalogOf({ models }: World): Catalog {
  const shipped = shippedCatalog();
  const relations = new Map(
    [...shipped.relations].map(([name, relation]) => [
      name,
      relation.kind === 'external' ? { ...relation, kind: 'seed' as const } : relation,
    ]),
  );
  return { relations, stageModels: models === undefined ? shipped.stageModels : models.map(parsed) };
}

function parsed(model: PlainModel): StageModel {
  return stageModelSchema.parse({ title: model.name, ...JSON.parse(JSON.stringify(model)) });
}

function rawRows({ lines, decisions = [] }: World): Record<string, SeedRow[]> {
  const of = (source: string) => lines.filter((line) => line.source === source).map(asText);
  return {
    raw_web: of('web'),
    raw_sales: of('sales'),
    raw_support: of('support'),
    raw_marketing: of('marketing'),
    raw_publications: [],
    raw_link_decisions: decisions.map((decision, i) => {
      const [a = '', b = ''] = [decision.a, decision.b].map((id) => `${id.type}:${id.value}`).sort();
      const order = String(decision.order ?? i).padStart(6, '0');
      return { decision_id: order, decided_at: order, action: decision.kind, identifier_a: a, identifier_b: b };
    }),
  };
}

function asText(line: LandedLine): SeedRow {
  const row: SeedRow = {};
  for (const [name, value] of Object.entries(line)) {
    if (value === null || value === undefined) continue;
    row[name] = (DOCUMENTS as readonly string[]).includes(name) ? JSON.stringify(value) : String(value);
  }
  return row;
}

/** Rows as sorted lines of the named columns, so that two tables can be compared whatever made them. */
export function sortedLines(rows: readonly object[], columns: readonly string[]): string[] {
  return rows.map((row) => columns.map((column) => cell((row as Row)[column])).join(' | ')).sort();
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number') return String(Math.round(value * 1e9) / 1e9);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
