import { Fault } from '../errors.ts';

/** Where the secrets lie that vendors sign with, and the tokens of their read APIs. */
export interface Secrets {
  /**
   * All that hold for a name such as `stripe`, so that one can be rolled without losing a delivery; none where it is not set up.
   * Throws where they cannot be had or cannot be secrets: an empty one would let anybody sign.
   */
  of(name: string): Promise<readonly string[]>;
}

const REMEDY = 'Give one secret, or several of them as a JSON array of strings while one is rolled';

/** The secrets that a stored text holds. Throws for one that is empty, without ever showing the text. */
export function parseSecrets(name: string, text: string): readonly string[] {
  const secrets = text.trimStart().startsWith('[') ? parseArray(name, text) : [text.trim()];
  if (secrets.length === 0 || secrets.some((secret) => typeof secret !== 'string' || secret.trim() === ''))
    throw new Fault(`[secrets] ${name} holds an empty secret, with which anybody could sign. ${REMEDY}`, {
      exitCode: 2,
    });
  return secrets as string[];
}

function parseArray(name: string, text: string): unknown[] {
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    throw new Fault(`[secrets] ${name} begins like a JSON array and is none. ${REMEDY}`, { exitCode: 2 });
  }
}
