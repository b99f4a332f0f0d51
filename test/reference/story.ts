import { DAY } from './time.ts';
import type { Entry, LandedLine, Signal } from './types.ts';

/** Day 0 of all stories: a midnight, a Monday and the first of a month. */
export const DAY_ZERO = Date.UTC(2026, 5, 1);

/** `12`, `12-1` or `12+1`: whole days after day zero, and milliseconds beside. */
export function instantOf(when: string): number {
  const [, days, beside] = /^(\d+)([+-]\d+)?$/.exec(when) ?? [];
  if (days === undefined) throw new Error(`[story] not a time of a story: ${when}`);
  return DAY_ZERO + Number(days) * DAY + Number(beside ?? 0);
}

/** The words of `instantOf` for an instant. */
export function whenOf(at: number): string {
  const days = Math.round((at - DAY_ZERO) / DAY);
  const beside = at - DAY_ZERO - days * DAY;
  return beside === 0 ? `${days}` : `${days}${beside > 0 ? '+' : ''}${beside}`;
}

/** Signals of one customer from lines of `<when> <signal>[:<how>]`; the n-th is event `en`, `referral` is somebody else's act. */
export function signalsOfStory(...lines: string[]): Signal[] {
  return lines.map((line, i) => {
    const [when = '', word = ''] = line.split(' ');
    const [signal = '', how = ''] = word.split(':');
    return {
      customer_id: 'c_1',
      signal: signal === 'referral' ? 'advocated' : signal,
      how,
      occurred_at: instantOf(when),
      event_id: `e${i + 1}`,
      is_activity: signal !== 'referral' && signal !== 'cancelled',
      amount_minor: null,
    };
  });
}

/** An entry in one line: `<when> <stage> c<cycle> #<entry_seq> by <cause> over <skipped>`, the last two where there are any. */
export function tell(entry: Entry): string {
  const cause = entry.cause_event_id === null ? '' : ` by ${entry.cause_event_id}`;
  const skipped = entry.skipped_stages.length === 0 ? '' : ` over ${entry.skipped_stages.join(',')}`;
  return `${whenOf(entry.entered_at)} ${entry.stage} c${entry.cycle} #${entry.entry_seq}${cause}${skipped}`;
}

type Telling = Omit<Partial<LandedLine>, 'occurred_at' | 'received_at'> & { receivedAt?: number };

let told = 0;

/** A landed line of `<when> <event_name>`; ids and hashes are made up in order of telling unless given. */
export function landed(line: string, { receivedAt, ...more }: Telling = {}): LandedLine {
  const [when = '', event_name = ''] = line.split(' ');
  const occurred_at = new Date(instantOf(when)).toISOString();
  told += 1;
  return {
    event_id: `e${String(told).padStart(6, '0')}`,
    source: 'sales',
    provider: 'canonical',
    event_name,
    schema_version: 1,
    occurred_at,
    received_at: new Date(receivedAt ?? instantOf(when)).toISOString(),
    body_sha256: `body ${told}`,
    ...more,
  };
}
