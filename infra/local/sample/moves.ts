import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { stageCounts, stageMoves } from '../../../sql/stage-moves.ts';
import { readTables } from '../published-file.ts';
import { cell, columnLines, type Style } from '../terminal.ts';

const EXAMPLES = 3;

/** What one refresh found, for people to read: who moved from which stage to which, and how many stand where now. */
export async function readMoves(home: string, runId: string, model: string, style: Style): Promise<string> {
  return readTables(home, async (warehouse) => {
    const moves = await warehouse.query(stageMoves(runId, model, EXAMPLES));
    const counts = await warehouse.query(stageCounts(model));
    return movesText(moves, counts, model, style);
  });
}

/** The same from rows of `stageMoves` and `stageCounts`. */
export function movesText(moves: readonly Row[], counts: readonly Row[], model: string, style: Style): string {
  const groups = groupMoves(moves);
  const total = groups.reduce((sum, [first]) => sum + Number(first?.moves ?? 0), 0);
  const title = style.bold(total === 0 ? 'no stage changes' : `${total} stage changes`);
  const standing = counts.map(({ stage, people }) => `${cell(stage)} ${cell(people)}`).join(', ');
  const lines = columnLines(groups.map(moveCells));
  return `${title} under ${model}\n${lines.join('\n')}${lines.length === 0 ? '' : '\n'}  ${style.dim(`now: ${standing}`)}\n\n`;
}

/** Rows of one kind of move stand together; the first of each knows how many there are. */
function groupMoves(moves: readonly Row[]): Row[][] {
  const groups: Row[][] = [];
  for (const move of moves) {
    const [last] = groups.at(-1) ?? [];
    const isSame = last?.from_stage === move.from_stage && last?.to_stage === move.to_stage;
    if (isSame) groups.at(-1)?.push(move);
    else groups.push([move]);
  }
  return groups;
}

function moveCells(rows: readonly Row[]): string[] {
  const [first] = rows;
  const from = first?.from_stage === null ? 'new' : cell(first?.from_stage);
  const names = rows.map(({ who }) => cell(who)).join(', ');
  const others = Number(first?.moves ?? 0) > rows.length ? ', ...' : '';
  return [cell(first?.moves).padStart(4), `${from} -> ${cell(first?.to_stage)}`, `${names}${others}`];
}
