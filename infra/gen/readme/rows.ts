import type { StageModel } from '../../../schemas/stage-model.ts';
import { type Catalog, LAYERS, type Relation } from '../../../sql/catalog.ts';
import { STAGE_PAGES } from '../../../sql/twin.ts';

/** What the tour tells of a command module. */
export type Command = { command?: string | readonly string[]; describe?: string | false };

/** One row a command: how it is called, what it does. */
export function commandRows(commands: readonly Command[]): string[] {
  return table(
    ['`lifecycle ...`', 'does'],
    commands.map(({ command, describe }) => [`\`${command}\``, describe || '']),
  );
}

/** One row a stage model: its ladder from below, then the stages beside it. */
export function stageModelRows(models: readonly StageModel[]): string[] {
  const rows = models.map((model) => [
    `\`${model.name}@${model.version}\``,
    model.title,
    model.stages.map(({ name }) => name).join(' → '),
    stagesBeside(model).join(', '),
  ]);
  return table(['stage model', 'what it tells', 'its ladder', 'beside it'], rows);
}

function stagesBeside({ quiet, ended, returned }: StageModel): string[] {
  const stages = [...quiet.map(({ stage }) => stage), ended?.stage, returned.stage];
  return [...new Set(stages.filter((stage) => stage !== undefined))];
}

/** One row a stage page: each metric with its unit and formula. */
export function metricRows({ relations }: Catalog): string[] {
  const metrics = [...relations.values()].filter(({ metric }) => metric !== null).sort(byName);
  const rows = STAGE_PAGES.map((page) => [
    page,
    metrics
      .filter(({ metric }) => metric?.stage_page === page)
      .map(metricWords)
      .join('<br>'),
  ]);
  return table(['page', 'metric, its unit: how it is made'], withWords(rows));
}

function metricWords({ name, metric }: Relation): string {
  return `${metric?.label} (\`${name}\`, ${metric?.unit}): ${metric?.formula}`;
}

/** One row a layer: each table that is a promise to readers, with its meaning in one clause. */
export function tableRows({ relations }: Catalog): string[] {
  const promises = [...relations.values()].filter(isPromise).sort(byName);
  const rows = LAYERS.map((layer) => [
    layer,
    promises
      .filter((relation) => relation.layer === layer)
      .map(({ name, description }) => `\`${name}\`: ${firstClause(description)}`)
      .join('<br>'),
  ]);
  return table(['layer', 'table: what it holds'], withWords(rows));
}

/** Steps have a prefix, keys to be recomputed live as long as a refresh, and metrics have a table of their own. */
function isPromise({ name, kind, metric }: Relation): boolean {
  return !/^(int|stg|raw)_/.test(name) && kind !== 'affected' && metric === null;
}

/** The first sentence without its brackets, up to the first pause that leaves three words or more. */
export function firstClause(text: string): string {
  const plain = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ \([^)]*\)/g, '');
  const [sentence = plain] = plain.split(/\.(?: |$)/);
  return /^\S+ \S+ \S.*?(?=[:;] | - )/.exec(sentence)?.[0] ?? sentence;
}

function withWords(rows: readonly string[][]): string[][] {
  return rows.filter(([, words]) => words !== '');
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)];
}

/** What Markdown would take for the end of a cell. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
