import { FACT_KINDS, type FactKind } from './kinds.ts';

/** What a header says of the rows below it: which facts they tell, and what each column is called. */
export interface Sheet {
  kind: FactKind;
  columns: readonly string[];
}

/** Reads a header: columns in any order, capitals and spaces as one likes; or says what is wrong with it, and what there is. */
export function readHeader(cells: readonly string[]): { ok: true; sheet: Sheet } | { ok: false; problem: string } {
  const columns = cells.map((cell, index) => columnName(cell) || `column_${index + 1}`);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) return { ok: false, problem: `it names ${twice} twice. Rename or remove one` };
  const ranked = FACT_KINDS.map((kind) => ({ kind, missing: missingIn(columns, kind) })).sort(
    (a, b) => a.missing.length - b.missing.length,
  );
  const [nearest] = ranked;
  if (nearest === undefined || nearest.missing.length > 0) return { ok: false, problem: fitsNone(columns, nearest) };
  if (columns.includes('cost') && columns.includes('cost_minor'))
    return { ok: false, problem: 'it has cost and cost_minor. Keep one' };
  return { ok: true, sheet: { kind: nearest.kind, columns } };
}

/** ` Campaign ID` -> `campaign_id` */
function columnName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}

function missingIn(columns: readonly string[], { needs }: FactKind): string[] {
  return needs.filter((need) => !need.split('|').some((name) => columns.includes(name)));
}

function fitsNone(columns: readonly string[], nearest: { kind: FactKind; missing: string[] } | undefined): string {
  const missing = nearest?.missing.map((need) => need.replace('|', ' or ')).join(', ');
  const headers = FACT_KINDS.map(({ name, header }) => `  ${header}  (${name})`).join('\n');
  return `its header ${JSON.stringify(columns.join(',')).slice(0, 200)} fits none. For ${nearest?.kind.name} it lacks ${missing}. Give one of\n${headers}`;
}
