import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { cell, columnLines, type Style } from '../terminal.ts';
import type { Diff } from './diff.ts';

/** The comparison for a terminal: how many, from which stage to which, then who. */
export function diffPage(diff: Diff, style: Style): string {
  const { from, to, customers, customers_moved: moved } = diff;
  const head = `${style.bold(`${from} to ${to}`)}  ${style.dim(`as of ${diff.as_of}`)}`;
  const count = `${moved} of ${customers} customers stand elsewhere${moved === 0 ? '' : ` (${percent(moved, customers)})`}`;
  return [[head, count], pairLines(diff, style), movedLines(diff, style)]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function pairLines({ from, to, pairs }: Diff, style: Style): string[] {
  if (pairs.length === 0) return [];
  const rows = pairs.map((pair) => [cell(pair.customers), stageOf(pair.from_stage), stageOf(pair.to_stage)]);
  const [title = '', ...lines] = columnLines([['customers', from, to], ...rows]);
  return [style.bold(title), ...lines.map((line, i) => (isMove(pairs[i]) ? line : style.dim(line)))];
}

function isMove(pair: Row | undefined): boolean {
  return pair?.from_stage !== pair?.to_stage;
}

function movedLines({ moved, customers_moved: inAll }: Diff, style: Style): string[] {
  if (moved.length === 0) return [];
  const title = moved.length < inAll ? `Who (${moved.length} of ${inAll}; --limit shows more)` : `Who (${inAll})`;
  const rows = moved.map((row) => [
    cell(row.customer_id),
    cell(row.email ?? row.user_id),
    `${stageOf(row.from_stage)} since ${cell(row.from_since)}`,
    `${stageOf(row.to_stage)} since ${cell(row.to_since)}`,
  ]);
  return [style.bold(title), ...columnLines(rows)];
}

function stageOf(stage: Row[string] | undefined): string {
  return stage === null ? '(no stage)' : cell(stage);
}
