import { jsonLine } from '../json.ts';
import { type Format, render } from '../print.ts';
import type { Style } from '../terminal.ts';
import type { Example } from './example.ts';
import type { RejectGroup } from './list.ts';

/** The groups as text, ending in a newline. As a table the examples follow it; in CSV a group's stand in one cell, as JSON. */
export function rejectsPage(groups: readonly RejectGroup[], format: Format, style: Style): string {
  if (format === 'json') return jsonLine(groups);
  if (format === 'ndjson') return groups.map(jsonLine).join('');
  if (format === 'csv')
    return render(
      groups.map((group) => ({ ...group, examples: JSON.stringify(group.examples) })),
      'csv',
    );
  const rows = groups.map(({ examples: _, ...row }) => row);
  return render(rows, 'table') + groups.map((group) => examplesOf(group, style)).join('');
}

function examplesOf({ reason, endpoint, source, examples }: RejectGroup, style: Style): string {
  if (examples.length === 0) return '';
  const title = `${reason} of ${source} at ${endpoint}`;
  return `\n${style.bold(title)}\n${examples.map((example) => exampleLines(example, style)).join('')}`;
}

function exampleLines({ path, message, received_at, is_replayed, bytes, size }: Example, style: Style): string {
  const about = `${received_at}, ${size} bytes${is_replayed ? ', replayed' : ''}`;
  return `  ${path}: ${message}\n    ${bytes}\n    ${style.dim(about)}\n`;
}
