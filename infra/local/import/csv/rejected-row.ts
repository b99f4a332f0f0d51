import type { Message } from '../../../../lambdas/ingest/judge.ts';
import { readRow, TOLD_TWICE, toMessage } from './judge-row.ts';
import { RowCutter } from './row-cutter.ts';
import { readHead } from './sheet.ts';

const NEWLINE = 0x0a;

/** Whether the bytes of a reject of `import` are a row with its header above: a line of JSON has no line end within. */
export function isRejectedRow(bytes: Uint8Array): boolean {
  return bytes.includes(NEWLINE);
}

/** The event that a rejected row tells of by today's rules; null while it tells of none, and for one that can never be right. */
export function messageOfRejectedRow({ code, bytes }: { code: string; bytes: Uint8Array }): Message | null {
  if (code === TOLD_TWICE) return null;
  const cutter = new RowCutter();
  const [header, row] = [...cutter.push(bytes), ...cutter.end()];
  const read = header === undefined ? null : readHead(header.bytes);
  const fact = read?.ok && row !== undefined ? readRow(row, read.head) : null;
  return fact?.ok ? toMessage(fact) : null;
}
