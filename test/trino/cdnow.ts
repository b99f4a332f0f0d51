import { cdnowEvents } from '../real/cdnow.ts';
import { isMissing } from '../real/data.ts';

/** After 28 years every date falls on the same weekday again. */
const years = 28;

/**
 * The purchases of the CDNOW sample, moved by 28 years to lie beside the generated lives: a calendar of two years, not
 * of thirty. None, said aloud, where the data is missing.
 */
export function recentCdnowEvents(): object[] {
  return isMissing('cdnow') ? [] : cdnowEvents().map(moved);
}

function moved(event: object): object {
  const sent = event as { occurred_at: string };
  const occurred_at = `${Number(sent.occurred_at.slice(0, 4)) + years}${sent.occurred_at.slice(4)}`;
  return { ...sent, occurred_at, received_at: occurred_at };
}
