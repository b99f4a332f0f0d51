import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import { type StageModel, stageModelSchema } from '../schemas/stage-model.ts';
import { affectedByOf, affectedProblems, waitsOf } from './affected.ts';
import { referencesOf } from './references.ts';
import { type Check, type ColumnType, type Kind, type Twin, twinSchema } from './twin.ts';

export const LAYERS = [
  'staging',
  'identity',
  'signals',
  'lifecycle',
  'cohorts',
  'value',
  'metrics',
  'dashboards',
  'checks',
  'changes',
] as const;
export type Layer = (typeof LAYERS)[number];

export type Column = { name: string; type: ColumnType; about: string; nullable: boolean; isOfRun: boolean };

/** One relation of the warehouse: its twin, its text, and what it reads. */
export type Relation = {
  name: string;
  layer: Layer;
  /** The twin's path, for messages. */
  path: string;
  kind: Kind;
  description: string;
  grain: string;
  key: string[];
  columns: Column[];
  checks: Check[];
  start: string | null;
  metric: Twin['metric'] | null;
  sql: string | null;
  rows: Record<string, string>[] | null;
  /** What it reads: relations that must be there before it is built; what it reads as the last refresh left it is not among them. */
  inputs: string[];
  /** The set of keys that it is recomputed for in an incremental refresh; null: as a whole. */
  affectedBy: string | null;
  /** Input -> the set that it is read through, or `everything`, where it is not `affectedBy`. */
  reads: Record<string, string>;
  before: string[];
  partOf: string | null;
  /** What else must be built before it: its sets, and the sets that read it as it was. */
  waits: string[];
};

export type Catalog = { relations: Map<string, Relation>; stageModels: StageModel[] };

/** Everything that is wrong with the files of sql/, each line naming the file and the remedy. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const TWIN = /^(?<layer>[a-z]+)\/(?<name>[a-z][a-z0-9_]*)\.yml$/;
const STAGE_MODEL = /^lifecycle\/models\/[a-z][a-z0-9_]*\.yml$/;

/**
 * The typed, acyclic graph of all relations, from the files of sql/ (path below sql/ -> text).
 * Throws `CatalogError` with every problem found: a file that does not parse, an unknown input, a missing key, a cycle.
 */
export function buildCatalog(files: Readonly<Record<string, string>>): Catalog {
  const problems: string[] = [];
  const relations = new Map<string, Relation>();
  for (const path of Object.keys(files).sort()) {
    const match = TWIN.exec(path)?.groups;
    if (match === undefined) continue;
    const relation = readRelation(files, path, match as { layer: string; name: string }, problems);
    if (relation === null) continue;
    const other = relations.get(relation.name);
    if (other !== undefined)
      problems.push(`sql/${path}: the name ${relation.name} is taken by sql/${other.path}; rename one of them`);
    relations.set(relation.name, relation);
  }
  const stageModels = readStageModels(files, problems);
  for (const relation of relations.values()) relation.waits = waitsOf(relation, relations);
  problems.push(...orphans(files), ...affectedProblems(relations), ...graphProblems(relations));
  if (problems.length > 0) throw new CatalogError(problems);
  return { relations, stageModels };
}

function parseFile<T extends z.ZodType>(path: string, text: string, schema: T, problems: string[]): z.output<T> | null {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    problems.push(`sql/${path}: is no YAML: ${String(error)}`);
    return null;
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  problems.push(
    ...result.error.issues.map((issue) => `sql/${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`),
  );
  return null;
}

function readRelation(
  files: Readonly<Record<string, string>>,
  path: string,
  { layer, name }: { layer: string; name: string },
  problems: string[],
): Relation | null {
  if (!(LAYERS as readonly string[]).includes(layer)) {
    problems.push(`sql/${path}: ${layer} is no layer; move it to one of ${LAYERS.join(', ')}`);
    return null;
  }
  const twin = parseFile(path, files[path] ?? '', twinSchema, problems);
  if (twin === null) return null;
  const base = path.slice(0, -'.yml'.length);
  const sql = files[`${base}.sql`] ?? null;
  const csv = files[`${base}.csv`] ?? null;
  problems.push(...twinProblems(path, twin, sql));
  return {
    name,
    layer: layer as Layer,
    path,
    kind: twin.kind,
    description: twin.description.trim(),
    grain: twin.grain,
    key: twin.key,
    columns: Object.entries(twin.columns).map(([column, { type, about, nullable, of_run }]) => ({
      name: column,
      type,
      about,
      nullable: nullable && !twin.key.includes(column),
      isOfRun: of_run,
    })),
    checks: twin.checks,
    start: twin.start ?? null,
    metric: twin.metric ?? null,
    sql: sql?.trim() ?? null,
    rows: csv === null ? null : parse(csv, { columns: true, skip_empty_lines: true }),
    inputs: sql === null ? [] : referencesOf(sql).filter((input) => !isReadAsItWas(input, name, twin)),
    affectedBy: affectedByOf(twin),
    reads: twin.reads,
    before: twin.before,
    partOf: twin.part_of ?? null,
    waits: [],
  };
}

/** Kinds whose select reads what the relation held before. */
const READS_ITSELF: readonly Kind[] = ['fixpoint', 'append', 'by_event'];

function isReadAsItWas(input: string, name: string, { kind, before }: Twin): boolean {
  return before.includes(input) || (input === name && READS_ITSELF.includes(kind));
}

const NOT_BUILT: readonly Kind[] = ['external', 'seed', 'ledger'];

function twinProblems(path: string, twin: Twin, sql: string | null): string[] {
  const problems: string[] = [];
  const say = (problem: string) => problems.push(`sql/${path}: ${problem}`);
  const isBuilt = !NOT_BUILT.includes(twin.kind);
  if (isBuilt && sql === null) say(`kind ${twin.kind} needs its select; add ${path.replace(/\.yml$/, '.sql')}`);
  if (!isBuilt && sql !== null) say(`kind ${twin.kind} has no select; remove the .sql or choose another kind`);
  if (isBuilt && twin.key.length === 0) say('key is missing; name the columns that tell its rows apart');
  for (const column of twin.key) {
    if (twin.columns[column] === undefined) say(`key names ${column}, which columns does not document; add it there`);
  }
  if ((twin.kind === 'fixpoint') !== (twin.start !== undefined)) say('start belongs to kind fixpoint, and only there');
  if (sql !== null && !/^(--[^\n]*\n|\s)*(with|select)\b/i.test(sql)) say('its .sql must be one bare select');
  if (sql?.replaceAll(/--[^\n]*/g, '').includes(';')) say('its .sql holds a semicolon; it must be one bare select');
  return problems;
}

function readStageModels(files: Readonly<Record<string, string>>, problems: string[]): StageModel[] {
  const models: StageModel[] = [];
  for (const path of Object.keys(files)
    .filter((candidate) => STAGE_MODEL.test(candidate))
    .sort()) {
    const model = parseFile(path, files[path] ?? '', stageModelSchema, problems);
    if (model === null) continue;
    const twice = models.some((other) => other.name === model.name && other.version === model.version);
    if (twice)
      problems.push(`sql/${path}: ${model.name} version ${model.version} stands twice; raise the version of one`);
    models.push(model);
  }
  return models;
}

function orphans(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files)
    .filter((path) => /^[a-z]+\/[^/]+\.(sql|csv)$/.test(path) && !path.startsWith('dialect/'))
    .filter((path) => files[path.replace(/\.(sql|csv)$/, '.yml')] === undefined)
    .map((path) => `sql/${path}: has no twin; add ${path.replace(/\.(sql|csv)$/, '.yml')}`);
}

/** Which layers a layer may read, itself included: one direction, house.md section 1. */
const READS: Record<Layer, readonly Layer[]> = {
  staging: ['staging'],
  identity: ['staging', 'identity'],
  signals: ['staging', 'identity', 'signals'],
  lifecycle: ['staging', 'identity', 'signals', 'lifecycle'],
  cohorts: ['staging', 'identity', 'signals', 'lifecycle', 'cohorts'],
  value: ['staging', 'identity', 'signals', 'lifecycle', 'cohorts', 'value'],
  metrics: ['staging', 'identity', 'signals', 'lifecycle', 'cohorts', 'value', 'metrics'],
  dashboards: LAYERS,
  checks: LAYERS,
  changes: LAYERS,
};

function graphProblems(relations: Map<string, Relation>): string[] {
  const problems: string[] = [];
  for (const relation of relations.values()) {
    for (const input of inputsOf(relation)) {
      const read = relations.get(input);
      if (read === undefined) {
        problems.push(`sql/${relation.path}: reads ${input}, which no twin declares; correct the name or add its twin`);
      } else if (!READS[relation.layer].includes(read.layer)) {
        problems.push(
          `sql/${relation.path}: ${relation.layer} may not read ${input} of ${read.layer}; move one of them`,
        );
      } else if (read.kind === 'external' && relation.layer !== 'staging' && relation.layer !== 'changes') {
        problems.push(`sql/${relation.path}: reads ${input}; only staging reads the lake`);
      }
    }
  }
  return [...problems, ...cycleProblems(relations)];
}

/** What a relation is made of. */
export function inputsOf(relation: Relation): string[] {
  return relation.start === null ? relation.inputs : [...new Set([...relation.inputs, relation.start])].sort();
}

/** What must be built before a relation is. */
export function prerequisitesOf(relation: Relation): string[] {
  return [...new Set([...inputsOf(relation), ...relation.waits])].sort();
}

function cycleProblems(relations: Map<string, Relation>): string[] {
  const done = new Set<string>();
  const problems: string[] = [];
  const visit = (name: string, trail: string[]): void => {
    if (trail.includes(name)) {
      const circle = [...trail.slice(trail.indexOf(name)), name].join(' -> ');
      problems.push(`sql/${relations.get(name)?.path}: a cycle: ${circle}; break it by a model of its own`);
      return;
    }
    const relation = relations.get(name);
    if (done.has(name) || relation === undefined) return;
    for (const input of prerequisitesOf(relation)) visit(input, [...trail, name]);
    done.add(name);
  };
  for (const name of [...relations.keys()].sort()) visit(name, []);
  return problems;
}
