import { createHash } from 'node:crypto';
import { gzip } from '../../../lambdas/lib/lake/gzip.ts';
import { contentKey } from '../../../lambdas/lib/lake/place.ts';

export type Action = 'link' | 'unlink';

/** What a person decided of two identifiers (`type:value`, the smaller first), as it lies in the lake. */
export type Decision = {
  decision_id: string;
  /** ISO-8601 in UTC with milliseconds. */
  decided_at: string;
  action: Action;
  identifier_a: string;
  identifier_b: string;
};

export type Pair = { identifier_a: string; identifier_b: string };

/** The two in the one order in which decisions name them: by their bytes, as the engines compare. */
export function toPair(one: string, other: string): Pair {
  const [identifier_a, identifier_b] =
    Buffer.compare(Buffer.from(one), Buffer.from(other)) <= 0 ? [one, other] : [other, one];
  return { identifier_a, identifier_b };
}

/** The decision that holds for a pair: the latest, of two of one instant the one with the larger id. Null where nobody decided. */
export function latestDecision(decisions: readonly Decision[], pair: Pair): Decision | null {
  const ofPair = decisions.filter(
    ({ identifier_a, identifier_b }) => identifier_a === pair.identifier_a && identifier_b === pair.identifier_b,
  );
  return ofPair.reduce<Decision | null>(
    (latest, next) => (latest === null || isLater(next, latest) ? next : latest),
    null,
  );
}

function isLater(one: Decision, other: Decision): boolean {
  if (one.decided_at !== other.decided_at) return one.decided_at > other.decided_at;
  return one.decision_id > other.decision_id;
}

/**
 * The decision that makes the action hold for the pair, later than the one that holds; null where it holds already, so that
 * deciding twice is deciding once. `now` in milliseconds since 1970.
 */
export function nextDecision(action: Action, pair: Pair, latest: Decision | null, now: number): Decision | null {
  if (latest?.action === action) return null;
  // a clock that was set back must not bury the new word under the old one
  const decidedAt = latest === null ? now : Math.max(now, Date.parse(latest.decided_at) + 1);
  const said = { decided_at: new Date(decidedAt).toISOString(), action, ...pair };
  return { decision_id: createHash('sha256').update(JSON.stringify(said)).digest('hex'), ...said };
}

/** The decision as an object of the lake, read by refreshes as `raw_link_decisions`. The key names the content. */
export function decisionObject(decision: Decision): { key: string; bytes: Uint8Array } {
  const bytes = gzip(Buffer.from(`${JSON.stringify(decision)}\n`));
  return { key: contentKey(`links/decided_date=${decision.decided_at.slice(0, 10)}`, bytes), bytes };
}
