import { gunzipSync } from 'node:zlib';
import { Fault } from '../../../lambdas/lib/errors.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { type Identifier, identifierText, parseIdentifier } from '../../../schemas/identifier.ts';
import {
  type Action,
  type Decision,
  decisionObject,
  latestDecision,
  nextDecision,
  type Pair,
  toPair,
} from './decision.ts';

export type Decided = { action: Action } & Pair & { changed: boolean };

const FOLDER = 'links/';

/**
 * Lets `link` or `unlink` hold for two identifiers (`type:value`, normalised here) from the next refresh on. `changed` is false where it
 * held already: nothing is written then. Throws `Fault` (exit code 2) for what is no identifier, names nobody, or is twice the same.
 */
export async function decide(
  lake: Lake,
  action: Action,
  words: readonly [string, string],
  now: number,
): Promise<Decided> {
  const [one, other] = words.map((word) => identifierText(readIdentifier(action, word))) as [string, string];
  if (one === other) {
    throw new Fault(`[${action}] ${words[0]} and ${words[1]} are one identifier. Name two`, { exitCode: 2 });
  }
  const pair = toPair(one, other);
  const decision = nextDecision(action, pair, latestDecision(await readDecisions(lake), pair), now);
  if (decision !== null) {
    const { key, bytes } = decisionObject(decision);
    await lake.putIfAbsent(key, bytes);
  }
  return { action, ...pair, changed: decision !== null };
}

function readIdentifier(action: Action, word: string): Identifier {
  const parsed = parseIdentifier(word);
  if (parsed.ok) return parsed.identifier;
  throw new Fault(`[${action}] ${parsed.problem}`, { exitCode: 2 });
}

/** Every decision of the lake, in no order. */
export async function readDecisions(lake: Lake): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for await (const { key } of lake.list(FOLDER)) {
    const text = gunzipSync((await lake.get(key)) ?? new Uint8Array()).toString();
    const lines = text.split('\n').filter((line) => line !== '');
    decisions.push(...lines.map((line) => JSON.parse(line) as Decision));
  }
  return decisions;
}
