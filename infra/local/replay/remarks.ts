import type { ReplayReport } from './replay.ts';

/** What the numbers of a replay do not say by themselves, for whoever reads along. */
export function remarksOn(report: ReplayReport, asked: { reason?: string }): string[] {
  const { rejects, replayed, still_rejected, already_replayed, setAside, codes } = report;
  const remarks = setAside.map(({ path, reason }) => `${path} is set aside: ${reason}`);
  if (asked.reason !== undefined && rejects === 0)
    remarks.push(`no reject has the code ${asked.reason}. ${codesThere(codes)}`);
  else if (replayed === 0)
    remarks.push(`nothing changed: ${still_rejected} still rejected, ${already_replayed} replayed before`);
  else remarks.push('`lifecycle refresh` brings what was replayed into the tables');
  return remarks;
}

/** Which codes there are instead of the one that was asked for: a sentence. */
export function codesThere(codes: ReadonlyMap<string, number>): string {
  if (codes.size === 0) return 'Nothing is rejected at all';
  const all = [...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => `${code} (${count})`);
  return `There are ${all.join(', ')}`;
}
