import { Fault } from '../../../lambdas/lib/errors.ts';
import {
  ID_TYPES,
  identifierText,
  normaliseIdentifier,
  parseIdentifier,
  splitIdentifier,
} from '../../../schemas/identifier.ts';
import type { Asked } from '../../../sql/operations.ts';

const CUSTOMER_ID = /^c_[0-9a-f]{16}$/;

/**
 * What a word at the command line may mean, likeliest first: a customer_id, `type:value`, or a bare value of any type.
 * Throws `Fault` (exit code 2) for a placeholder that names nobody.
 */
export function toAsked(word: string): Asked[] {
  const value = bareValue(word);
  if (CUSTOMER_ID.test(word)) return [{ by: 'customer_id', customerId: word }, ...value];
  if (splitIdentifier(word) !== null) {
    const parsed = parseIdentifier(word);
    if (!parsed.ok) throw new Fault(`[explain] ${parsed.problem}`, { exitCode: 2 });
    return [{ by: 'identifier', identifier: identifierText(parsed.identifier) }];
  }
  if (value.length === 0) {
    throw new Fault(`[explain] ${JSON.stringify(word)} names nobody. Give an identifier or a customer_id`, {
      exitCode: 2,
    });
  }
  return value;
}

function bareValue(word: string): Asked[] {
  const identifiers = ID_TYPES.flatMap((type) => {
    const value = normaliseIdentifier(type, word);
    return value === null ? [] : [identifierText({ type, value })];
  });
  return identifiers.length === 0 ? [] : [{ by: 'value', identifiers, scopedId: word.trim() }];
}
