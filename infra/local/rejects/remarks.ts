import { codesThere } from '../replay/remarks.ts';
import { cell } from '../terminal.ts';
import type { RejectList } from './list.ts';

/** What the list does not say by itself, for whoever reads along. */
export function remarksOn(list: RejectList, asked: { reason?: string; source?: string }): string[] {
  return [...list.setAside.map(({ path, reason }) => cell(`${path} is set aside: ${reason}`)), summaryOf(list, asked)];
}

function summaryOf(
  { groups, setAside, codes }: RejectList,
  { reason, source }: { reason?: string; source?: string },
): string {
  const count = (of: 'rejects' | 'replayed') => groups.reduce((sum, group) => sum + group[of], 0);
  if (groups.length > 0) return `${count('rejects')} rejects, ${count('replayed')} of them replayed. ${NEXT}`;
  if (reason !== undefined) return cell(`no reject has the code ${reason}. ${codesThere(codes)}`);
  if (setAside.length > 0) return 'there is no reject that can be read';
  return `nothing ${source === undefined ? '' : `of ${source} `}is rejected: whatever came in was accepted`;
}

const NEXT = 'A schema that has learned to accept the others takes them by `lifecycle replay`';
