import { Fault } from '../../lambdas/lib/errors.ts';
import { type Catalog, LAYERS, type Layer } from '../../sql/catalog.ts';

const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const LONGEST = 63;
/** Words that DuckDB or Trino would not take for the name of a table. */
const RESERVED = `
  all alter analyse analyze and anti any array as asc asof asymmetric at authorization between binary both by case cast check collate
  collation column columns concurrently constraint create cross cube current_date current_time current_timestamp current_user deallocate
  default deferrable delete desc describe distinct do drop else end escape except execute exists extract false fetch for foreign
  freeze from full generated glob grant group grouping having ilike in initially inner insert intersect into is isnull join json_array
  json_object json_table lambda lateral leading left like limit listagg localtime localtimestamp map natural normalize not notnull
  null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional prepare primary qualify recursive
  references returning right rollup select semi show similar skip some struct summarize symmetric table tablesample then to trailing
  trim true try_cast uescape union unique unnest unpack unpivot using values variadic verbose when where window with
`.split(/\s+/);

const WORD = /^[a-z][a-z0-9]*$/;
/** Words that no import may bear, and the provider of events that come in our own words. */
const KEPT = `
  arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof undefined var void while with yield
  canonical
`.split(/\s+/);

/** What a scaffold is made for; only models have a layer. */
export type Subject = { layer?: Layer; name: string };

/** The subject `metrics/<name>`. Throws `Fault` (exit code 2) for a bad or taken name, saying what would do. */
export function metricSubject(name: string, catalog: Catalog): Required<Subject> {
  if (/^(int|stg|raw)_/.test(name))
    throw refusal(`${name} is the name of a step; a metric is a noun phrase such as new_customers`);
  return { layer: 'metrics', name: checkedName(name, catalog) };
}

/** The subject of `<layer>/<name>`. Throws `Fault` (exit code 2) for an unknown layer or a bad or taken name. */
export function modelSubject(path: string, catalog: Catalog): Required<Subject> {
  const [first = '', name, ...rest] = path.split('/');
  const layer = LAYERS.find((candidate) => candidate === first);
  if (layer === undefined || name === undefined || rest.length > 0) {
    throw refusal(`${path} is no <layer>/<name>. The layers are ${LAYERS.join(', ')}`);
  }
  if (name.startsWith('raw_')) throw refusal(`${name}: raw_ is kept for what landed in the lake`);
  if (name.startsWith('stg_') && layer !== 'staging') {
    throw refusal(
      `${name}: stg_ is kept for staging; a step of ${layer} is int_..., what readers may rely on has no prefix`,
    );
  }
  return { layer, name: checkedName(name, catalog) };
}

/** The vendor of a name; `files` are those of schemas/providers. Throws `Fault` (exit code 2) for a bad or taken name, saying what would do. */
export function providerSubject(name: string, files: readonly string[]): Subject {
  if (!WORD.test(name) || name.length > LONGEST)
    throw refusal(`${name} is no name of a vendor. Write lower-case letters and digits alone, for example hubspot`);
  if (KEPT.includes(name)) throw refusal(`${name} is a word that is kept for something else. Choose another name`);
  const taken = files.find((file) => file === `${name}.ts`);
  if (taken !== undefined)
    throw refusal(`${name} is there already: schemas/providers/${taken}. Choose another name, or edit that one`);
  return { name };
}

function checkedName(name: string, catalog: Catalog): string {
  if (!SNAKE.test(name) || name.length > LONGEST) {
    throw refusal(`${name} is no name. Write snake_case of at most ${LONGEST} letters, for example new_customers`);
  }
  if (RESERVED.includes(name)) throw refusal(`${name} is a word of SQL. Choose another name`);
  const taken = catalog.relations.get(name);
  if (taken !== undefined)
    throw refusal(`${name} is there already: sql/${taken.path}. Choose another name, or edit that one`);
  return name;
}

function refusal(problem: string): Fault {
  return new Fault(`[new] ${problem}`, { exitCode: 2 });
}
