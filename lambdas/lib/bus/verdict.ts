import { messageOf } from '../errors.ts';
import { type Answer, PrivateTarget } from './post.ts';

/** Why a receiver did not take a notice, as the rest of a sentence about it. */
export type Refusal = { reason: string; isRetryable: boolean; retryAfter?: string | undefined };

/** The receiver's word that it wants nothing more, ever. */
export const GONE = 410;

/** Statuses besides 5xx that speak of the moment and not of the notice: time-out, too early, too many. */
const PASSING = new Set([408, 425, 429]);

/** What an answer means; null where the notice was taken. */
export function judge({ status, retryAfter }: Answer): Refusal | null {
  if (status >= 200 && status < 300) return null;
  if (status === GONE) return { reason: 'is gone (410): it wants no more notices. Take it away', isRetryable: false };
  if (status >= 300 && status < 400) {
    return { reason: `answered ${status}, and redirects are not followed. Give the final URL`, isRetryable: false };
  }
  return { reason: `answered ${status}`, isRetryable: status >= 500 || PASSING.has(status), retryAfter };
}

/** What it means that no answer came. The notice may have arrived all the same. */
export function judgeSilence(error: unknown): Refusal {
  if (error instanceof PrivateTarget) return { reason: `is not called: ${error.message}`, isRetryable: false };
  const isLate = error instanceof Error && error.name === 'AbortError';
  return { reason: isLate ? 'gave no answer in time' : `cannot be reached: ${nameOf(error)}`, isRetryable: true };
}

/** Several addresses that all refuse make an error without a message, but with a code. */
function nameOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return messageOf(error) || (typeof code === 'string' ? code : 'unknown trouble');
}
