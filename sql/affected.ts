import type { Relation } from './catalog.ts';
import type { Kind, Twin } from './twin.ts';

/** In `reads` of a twin: the input is read as a whole. */
export const EVERYTHING = 'everything';

const SETS: Partial<Record<Kind, string>> = {
  by_event: 'affected_events',
  by_identifier: 'affected_identifiers',
  by_customer: 'affected_customers',
};

/** The set of keys that a model is recomputed for: as its twin says, else as its kind does. */
export function affectedByOf({ kind, affected_by }: Pick<Twin, 'kind' | 'affected_by'>): string | null {
  return affected_by ?? SETS[kind] ?? null;
}

/** The one column of a set of keys. */
export function keyOf(set: Relation): string {
  const [column] = set.key;
  if (column === undefined) throw new Error(`sql/${set.path}: a set needs a key`);
  return column;
}

/** The set through which a model reads an input in an incremental refresh; null where it reads all of it. */
export function setOfInput(
  relation: Relation,
  input: Relation,
  relations: ReadonlyMap<string, Relation>,
): Relation | null {
  const named = relation.reads[input.name];
  const name = named ?? relation.affectedBy;
  if (name === null || name === EVERYTHING) return null;
  const set = relations.get(name) ?? null;
  const isFiltered = set !== null && input.columns.some((column) => column.name === keyOf(set));
  return isFiltered && input.kind !== 'external' ? set : null;
}

/** What must be built before a relation beside its inputs: its own sets, and the sets that read it as the last refresh left it. */
export function waitsOf(relation: Relation, relations: ReadonlyMap<string, Relation>): string[] {
  const own = [relation.affectedBy, ...Object.values(relation.reads)].filter(
    (name): name is string => name !== null && name !== EVERYTHING,
  );
  const readers = [...relations.values()].filter((other) => other.before.includes(relation.name));
  return [...new Set([...own, ...readers.map((reader) => reader.name)])].sort();
}

/** What is wrong with the twins' words on incremental refreshes. */
export function affectedProblems(relations: ReadonlyMap<string, Relation>): string[] {
  return [...relations.values()].flatMap((relation) => {
    const say = (problem: string) => `sql/${relation.path}: ${problem}`;
    return [...setProblems(relation, relations), ...wordProblems(relation, relations)].map(say);
  });
}

function setProblems(relation: Relation, relations: ReadonlyMap<string, Relation>): string[] {
  const names = [relation.affectedBy ?? EVERYTHING, ...Object.values(relation.reads)].filter(
    (name) => name !== EVERYTHING,
  );
  const unknown = names.filter((name) => relations.get(name)?.kind !== 'affected');
  const set = relations.get(relation.affectedBy ?? '');
  const hasColumn = set === undefined || relation.columns.some((column) => column.name === set.key[0]);
  return [
    ...unknown.map((name) => `${name} is no set of keys; name a relation of kind affected`),
    ...(hasColumn
      ? []
      : [`is recomputed for ${set.name} and has no column ${set.key[0]}; add it, or name another set`]),
  ];
}

function wordProblems(relation: Relation, relations: ReadonlyMap<string, Relation>): string[] {
  const strangers = Object.keys(relation.reads).filter((input) => !relation.inputs.includes(input));
  const lost = [...relation.before, ...(relation.partOf === null ? [] : [relation.partOf])].filter(
    (name) => !relations.has(name),
  );
  const isSet = relation.kind === 'affected';
  return [
    ...strangers.map((input) => `reads names ${input}, which its select does not read; correct the name`),
    ...lost.map((name) => `names ${name}, which no twin declares; correct the name`),
    ...(!isSet && (relation.before.length > 0 || relation.partOf !== null)
      ? ['before and part_of belong to kind affected, and only there']
      : []),
    ...(isSet && relation.key.length !== 1 ? ['a set of keys has one key column'] : []),
  ];
}
