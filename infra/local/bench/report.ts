import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { render } from '../print.ts';
import type { BenchResult } from './bench.ts';
import type { Compared } from './compare.ts';
import type { Machine } from './machine.ts';

/** On a screen; the file has them all. */
const SHOWN_ROWS = 12;

export interface Report extends BenchResult {
  bench: string;
  /** ISO instant. */
  startedAt: string;
  options: { events: number | null; rounds: number; seed: number };
  machine: Machine;
}

/** Writes a report, raw rounds included, below `folder` as `<bench>-<instant>.json`. Returns the path. */
export function writeReport(folder: string, report: Report): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${report.bench}-${report.startedAt.replace(/[-:.]/g, '')}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}

/** A report for a person: the ratios beside their goals, the other tables, the notes. */
export function renderReport({ bench, comparisons, tables = {}, notes }: Report): string {
  const others = Object.entries(tables).map(([title, rows]) => renderTop(title, rows));
  return [
    `${bench}\n`,
    render(comparisons.map(toRow), 'table'),
    ...others,
    '\n',
    ...notes.map((note) => `- ${note}\n`),
  ].join('');
}

function renderTop(title: string, rows: Row[]): string {
  const rest = Math.max(0, rows.length - SHOWN_ROWS);
  return `\n${title}${rest === 0 ? '' : `, without the ${rest} below`}\n${render(rows.slice(0, SHOWN_ROWS), 'table')}`;
}

function toRow({ name, goal, measure, ratioOf, work, subject, baseline, ratio, rounds }: Compared) {
  const ratios = rounds.map((round) => round.ratio);
  return {
    measured: `${name} (${work.count} ${work.unit})`,
    ratio: times(ratio),
    lowest: times(Math.min(...ratios)),
    highest: times(Math.max(...ratios)),
    goal,
    means: `${measure} ${ratioOf}: ${subject.label} ${milliseconds(subject.medianMs)}, ${baseline.label} ${milliseconds(baseline.medianMs)}`,
  };
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
