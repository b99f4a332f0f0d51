import { cell } from '../terminal.ts';
import type { LocalReport } from './complete.ts';

/** Failures that are told one by one; there may be a thousand of one kind. */
const SHOWN = 5;

/** What the numbers do not say by themselves, for whoever reads along; senders chose the ids in it. */
export function remarksOn({ asked, completed, failed, rejected, reasons, waiting, unreadable }: LocalReport): string[] {
  const remarks = unreadable.map(
    ({ path, reason }) => `${path} cannot be read: ${reason}. A refresh says what to do about it`,
  );
  remarks.push(...reasons.slice(0, SHOWN));
  if (failed > SHOWN) remarks.push(`and ${failed - SHOWN} more`);
  if (failed > 0) remarks.push('what failed is asked for again by the next run');
  if (rejected > 0) remarks.push('some answers are rejected: `lifecycle rejects` says why');
  for (const [vendor, objects] of waiting)
    remarks.push(
      `${objects} objects of ${vendor} wait: no read API of it is set up. Name ${vendor}_token in lifecycle.secrets.json`,
    );
  if (completed > 0) remarks.push('`lifecycle refresh` brings what was completed into the tables');
  else if (asked === 0 && waiting.size === 0) remarks.push('nothing to ask for: every event is whole');
  return remarks.map(cell);
}
