import { parseSecrets, type Secrets } from './secrets.ts';

/** Secrets that are given at the start, as `{name: secret or secrets}`. Throws at once for an empty one. */
export function givenSecrets(given: Readonly<Record<string, string | readonly string[]>>): Secrets {
  const known = new Map(
    Object.entries(given).map(([name, secrets]) => [name, parseSecrets(name, textOf(secrets))] as const),
  );
  return { of: async (name) => known.get(name) ?? [] };
}

function textOf(secrets: string | readonly string[]): string {
  return typeof secrets === 'string' ? secrets : JSON.stringify(secrets);
}
