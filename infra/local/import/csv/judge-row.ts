import { hash } from 'node:crypto';
import { type Circumstances, judgeMessage, type Message, type Verdict } from '../../../../lambdas/ingest/judge.ts';
import { rejectedLine } from '../../../../lambdas/ingest/rejected-line.ts';
import { type Fact, toFact } from '../../../../schemas/csv/spend.ts';
import { type Reason, reason } from '../../../../schemas/reason.ts';
import type { Row } from './row-cutter.ts';
import { cellsOf, type Head, QUOTES } from './sheet.ts';

/** What an import has accepted so far: by the digest of its subject, with which figures, and where it stood. */
export type Told = Map<string, { figures: string; place: string }>;

/** One import tells one set of figures of a fact. Which of two is right only its sender knows, so no schema will ever accept the second. */
export const TOLD_TWICE = 'told_twice';

type Read = Fact | { ok: false; reason: Reason };

const TELL_APART = 'Add them up, or tell them apart by another column of its kind, such as campaign_id or ad_group';

/** Where a row goes; null for one whose cells are all empty. A reject keeps the header above the row, without which it says nothing. */
export function judgeRow(row: Row, head: Head, file: string, told: Told, at: Circumstances): Verdict | null {
  const place = `line ${row.line} of ${file}`;
  const read = readRow(row, head);
  if (read === null) return null;
  const fact = read.ok ? unlessToldBefore(read, told) : read;
  if (!fact.ok) return reject(row, head, place, fact.reason, at);
  const verdict = judgeMessage(toMessage(fact), at);
  if (verdict.reason !== null) return reject(row, head, place, verdict.reason, at);
  told.set(fact.subject, { figures: fact.figures, place });
  return verdict;
}

/** The fact that a row tells of, or the reason why it tells of none; null where all its cells are empty. */
export function readRow({ bytes, isOpen }: Row, { separator, sheet }: Head): Read | null {
  const cells = isOpen ? { ok: false as const, problem: QUOTES } : cellsOf(bytes, separator);
  if (!cells.ok) return { ok: false, reason: reason('invalid_value', '$', cells.problem) };
  if (cells.cells.every((cell) => cell === '')) return null;
  return toFact(sheet, cells.cells, (text) => hash('sha256', text));
}

function unlessToldBefore(fact: Fact, told: Told): Read {
  const before = told.get(fact.subject);
  if (before === undefined || before.figures === fact.figures) return fact;
  const message = `it tells of the same as ${before.place}, with other figures. ${TELL_APART}`;
  return { ok: false, reason: { code: TOLD_TWICE, path: '$', message } };
}

/** A fact as one of our own events. */
export function toMessage({ event }: Fact): Message {
  const bytes = Buffer.from(JSON.stringify(event));
  return { bytes, size: bytes.length };
}

function reject({ bytes }: Row, head: Head, place: string, why: Reason, at: Circumstances): Verdict {
  const told = { ...why, message: `${place}: ${why.message}` };
  const kept = Buffer.concat([head.bytes, Buffer.from('\n'), bytes]);
  const receivedDate = at.receivedAt.slice(0, 10);
  return { kind: 'rejected', source: 'marketing', receivedDate, line: rejectedLine(kept, told, at), reason: told };
}
