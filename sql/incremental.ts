import type { Relation } from './catalog.ts';
import { referencesOf } from './references.ts';
import { type Engine, selectRows } from './statements.ts';

/** Another select that stands behind a relation's name while a model's text is run. */
export type Shadow = { name: string; select: string };

/** Whether a model's select reads what the model held before. */
export function isSelfReading(relation: Relation): boolean {
  return relation.sql !== null && referencesOf(relation.sql).includes(relation.name);
}

/** Whether a model adds what has landed to what it held: only the lake, read in full, can make it anew. */
export function keepsWhatLanded(relation: Relation): boolean {
  return relation.kind === 'by_event' && isSelfReading(relation);
}

/** A model's own text, with some of the relations that it reads shadowed: the text stays the same, whatever it is run over. */
export function shadowed(text: string, shadows: readonly Shadow[]): string {
  if (shadows.length === 0) return text;
  const definitions = shadows.map(({ name, select }) => `${name} as (${select})`).join(',\n');
  return `with ${definitions}\nselect * from (\n${text}\n) as model`;
}

/** The text of a model that is built from nothing: what it held before is empty. */
export function textFromNothing(relation: Relation, engine: Engine): string {
  const text = relation.sql ?? '';
  if (!isSelfReading(relation)) return text;
  return shadowed(text, [{ name: relation.name, select: selectRows(relation, [], engine) }]);
}

/** The name of a working table: the rows of a relation whose keys are in a set. */
export function withinName(relation: string, set: string): string {
  return `${relation}__in__${set}`;
}

export function changesName(relation: string): string {
  return `${relation}__changes`;
}

/** The rows of a relation whose keys are in a set. */
export function selectWithin(relation: string, set: string, key: string): string {
  return `select * from ${relation} where ${key} in (select ${key} from ${set})`;
}

/** The rows of a model's text whose keys are in a set: a text may say more than it was asked. */
export function selectFresh(text: string, set: string, key: string): string {
  return `select * from (\n${text}\n) as fresh where ${key} in (select ${key} from ${set})`;
}

export function selectAll(relation: string): string {
  return `select * from ${relation}`;
}

/** A table that lives as long as the run: nobody else sees it. */
export function createWork(name: string, select: string, engine: Engine): string {
  return engine === 'duckdb'
    ? `create or replace temp table ${name} as\n${select}`
    : `create or replace table ${name} as\n${select}`;
}

/**
 * The difference between the rows that a model has now and those that it held: one row per key that is new, gone or changed, with the new
 * values and `change` (insert, delete or update). Rows that are equal, but for what tells of the run, are not in it. `held` comes from
 * `selectHeld`.
 */
export function differenceOf(relation: Relation, fresh: string, held: string): string {
  const values = relation.columns.filter(({ name }) => !relation.key.includes(name));
  const on = relation.key.map((column) => `fresh.${column} = held.${column}`).join(' and ');
  const [first = ''] = relation.key;
  const differs = values
    .filter(({ isOfRun }) => !isOfRun)
    .map(({ name }) => `fresh.${name} is distinct from held.${name}`);
  return `select
${relation.key.map((column) => `    coalesce(fresh.${column}, held.${column}) as ${column},`).join('\n')}
${values.map(({ name }) => `    fresh.${name},`).join('\n')}
    held.held_row,
    case when held.${first} is null then 'insert' when fresh.${first} is null then 'delete' else 'update' end as change
from (${fresh}) as fresh
full join (${held}) as held on ${on}
where fresh.${first} is null or held.${first} is null${differs.map((condition) => `\n    or ${condition}`).join('')}`;
}

/** Answers how many rows a difference has, by change. */
export function countChanges(relation: string): string {
  const count = (change: string) => `cast(count(case when change = '${change}' then 1 end) as bigint) as ${change}s`;
  return `select ${['insert', 'update', 'delete'].map(count).join(', ')} from ${changesName(relation)}`;
}

/** The rows that a relation holds, of a set's keys where one is named, each with its place where the engine knows places. */
export function selectHeld(relation: string, engine: Engine, set?: { name: string; key: string }): string {
  const place = engine === 'duckdb' ? 'rowid' : 'cast(null as bigint)';
  const filter = set === undefined ? '' : ` where ${set.key} in (select ${set.key} from ${set.name})`;
  return `select ${place} as held_row, ${relation}.* from ${relation}${filter}`;
}

/** Takes what is gone or changed out of a relation. Rows that did not change are not touched. */
export function deleteChanged(relation: Relation, engine: Engine): string {
  // by its place a row is found without a look at the keys of all others
  if (engine === 'duckdb') {
    const places = `select held_row from ${changesName(relation.name)} where held_row is not null`;
    return `delete from ${relation.name} where rowid in (${places})`;
  }
  const match = relation.key.map((column) => `changes.${column} = ${relation.name}.${column}`).join(' and ');
  return `delete from ${relation.name} where exists (select 1 from ${changesName(relation.name)} as changes where changes.change <> 'insert' and ${match})`;
}

/**
 * The one statement that brings a relation of Iceberg to the rows of a difference: one commit, and none where nothing differs. It answers
 * how many rows it wrote.
 */
export function mergeChanged(relation: Relation, difference: string): string {
  const names = relation.columns.map(({ name }) => name);
  const match = relation.key.map((column) => `held.${column} = changes.${column}`).join(' and ');
  const values = names.filter((name) => !relation.key.includes(name));
  const update = `when matched then update set ${values.map((name) => `${name} = changes.${name}`).join(', ')}`;
  return `merge into ${relation.name} as held
using (
${difference}
) as changes
on ${match}
when matched and changes.change = 'delete' then delete
${values.length === 0 ? '' : `${update}\n`}when not matched then insert (${names.join(', ')}) values (${names.map((name) => `changes.${name}`).join(', ')})`;
}

export function insertChanged(relation: Relation): string {
  const names = relation.columns.map(({ name }) => name).join(', ');
  return `insert into ${relation.name} (${names})\nselect ${names} from ${changesName(relation.name)} where change <> 'delete'`;
}
