import { z } from 'zod';

/** The types that Athena, Trino and DuckDB share; the warehouse holds no others. */
export const COLUMN_TYPES = [
  'varchar',
  'bigint',
  'integer',
  'double',
  'boolean',
  'date',
  'timestamp(6)',
  'array(varchar)',
] as const;

/**
 * How a relation is kept: `external` (files of the lake), `seed` (CSV or generated rows), `view`, `table` (recomputed, and merged by its
 * difference), `by_event`, `by_identifier`, `by_customer` (the same for the affected keys alone: rows of one key depend on input rows of that
 * key), `fixpoint` (the select is repeated, reading its own last result, until nothing changes), `append` (rows absent by key are added),
 * `affected` (keys that an incremental refresh must recompute), `ledger` (written by the runner itself).
 */
export const KINDS = [
  'external',
  'seed',
  'view',
  'table',
  'by_event',
  'by_identifier',
  'by_customer',
  'fixpoint',
  'append',
  'affected',
  'ledger',
] as const;

/** Pages of metrics, in the order of a life. */
export const STAGE_PAGES = ['awareness', 'consideration', 'purchase', 'retention', 'advocacy', 'across'] as const;

const columnSchema = z.strictObject({
  type: z.enum(COLUMN_TYPES),
  about: z.string().min(1),
  unit: z.string().optional(),
  nullable: z.boolean().default(true),
  /** It tells of the run that wrote the row: a row that differs in nothing else is not written again. */
  of_run: z.boolean().default(false),
});

const checkSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  severity: z.enum(['fail', 'warn']).default('fail'),
  /** A condition that no row may meet. */
  no_row_where: z.string().min(1),
});

/** `<model>.yml`, the twin of `<model>.sql`: meaning, grain, key, columns, how it is kept, checks. */
export const twinSchema = z.strictObject({
  description: z.string().min(1),
  grain: z.string().min(1),
  kind: z.enum(KINDS),
  key: z.array(z.string()).default([]),
  /** `fixpoint` only: the relation its first round starts from (same columns). */
  start: z.string().optional(),
  /** The set of keys that it is recomputed for, where its kind does not say. */
  affected_by: z.string().optional(),
  /** Inputs that are read through another set than the one it is recomputed for, or as a whole: `everything`. */
  reads: z.record(z.string(), z.string()).default({}),
  /** `affected` only: relations that are read as the last refresh left them. */
  before: z.array(z.string()).default([]),
  /** `affected` only: the relation whose keys these are. Above a third of its rows, all that depends on the set is rebuilt. */
  part_of: z.string().optional(),
  /** `metrics` only: how the metric is read. */
  metric: z
    .strictObject({
      label: z.string(),
      stage_page: z.enum(STAGE_PAGES),
      unit: z.enum(['count', 'ratio', 'minor_units', 'days', 'hours', 'seconds', 'points']),
      better: z.enum(['up', 'down']),
      formula: z.string(),
      source: z.string().optional(),
    })
    .optional(),
  columns: z.record(z.string(), columnSchema),
  checks: z.array(checkSchema).default([]),
});

export type Twin = z.infer<typeof twinSchema>;
export type ColumnType = (typeof COLUMN_TYPES)[number];
export type Kind = (typeof KINDS)[number];
export type Check = z.infer<typeof checkSchema>;
