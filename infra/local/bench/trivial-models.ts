export interface TrivialModels {
  /** As a sql/ folder holds them, path -> text. */
  files: Record<string, string>;
  /** The selects in an order in which each finds what it reads. */
  selects: [name: string, select: string][];
}

/** Models that cost an engine next to nothing: a tree in which each reads the one at half its number. */
export function trivialModels(count: number): TrivialModels {
  const files: Record<string, string> = {};
  const selects: [string, string][] = [];
  for (let index = 0; index < count; index += 1) {
    const select = index === 0 ? ROOT : selectFrom(nameAt(Math.floor(index / 2)));
    selects.push([nameAt(index), select]);
    files[`staging/${nameAt(index)}.sql`] = select;
    files[`staging/${nameAt(index)}.yml`] = TWIN;
  }
  return { files, selects };
}

const ROOT = 'with rows as (select cast(1 as bigint) as id)\nselect id, cast(id as varchar) as label from rows';

function selectFrom(name: string): string {
  return `with rows as (select * from ${name})\nselect id, label from rows`;
}

function nameAt(index: number): string {
  return `trivial_${String(index).padStart(3, '0')}`;
}

const TWIN = `description: A model that does nothing, to see what running it costs.
grain: row
kind: table
key: [id]
columns:
  id: { type: bigint, about: "The only row" }
  label: { type: varchar, about: "Its id as text" }
`;
