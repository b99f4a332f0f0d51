import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import type { Secrets } from '../../lambdas/lib/secrets/secrets.ts';
import { PROVIDERS } from '../../schemas/providers.ts';

const DEFAULT_FILE = 'lifecycle.secrets.json';

const secret = z.string('Send a string').trim().min(1, 'an empty secret would let anybody sign');
const secretsSchema = z.record(z.string(), z.union([secret, z.array(secret).min(1, 'name at least one secret')]));

type Given = z.infer<typeof secretsSchema>;

/**
 * What vendors sign with, by their names: the file that LIFECYCLE_SECRETS names, else lifecycle.secrets.json of the working directory, else
 * none; `more` are added. Throws `Fault` (exit code 2) naming the file and the vendor, never a secret.
 */
export function loadSecrets(more: Readonly<Record<string, string>> = {}): Secrets {
  const named = process.env.LIFECYCLE_SECRETS;
  const path = resolve(named ?? DEFAULT_FILE);
  const given = named === undefined && !existsSync(path) ? {} : read(path);
  const all: Record<string, string[]> = {};
  for (const [name, secrets] of [...Object.entries(given), ...Object.entries(more)])
    all[name] = [...(all[name] ?? []), ...[secrets].flat()];
  return givenSecrets(all);
}

function read(path: string): Given {
  const result = secretsSchema.safeParse(parse(path));
  if (!result.success)
    throw invalid(
      path,
      result.error.issues.map(({ path: at, message }) => `  ${at.join('.')}: ${message}`),
    );
  const strangers = Object.keys(result.data).filter((name) => !isKnown(name));
  if (strangers.length > 0)
    throw invalid(
      path,
      strangers.map((name) => `  ${name}: no vendor of that name. ${KNOWN}`),
    );
  return result.data;
}

/** A vendor signs under its name; the token of its read API is named after it. */
function isKnown(name: string): boolean {
  return PROVIDERS.some((provider) => name === provider.name || name === `${provider.name}_token`);
}

const KNOWN = `Name one of ${PROVIDERS.map(({ name }) => name).join(', ')}, or <name>_token`;

function invalid(path: string, problems: readonly string[]): Fault {
  return new Fault(`[secrets] ${path} is not valid:\n${problems.join('\n')}`, { exitCode: 2 });
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // what a parser quotes of the file would be a secret
    const what = error instanceof SyntaxError ? 'is no JSON' : `cannot be read: ${messageOf(error)}`;
    throw new Fault(`[secrets] ${path} ${what}`, { cause: error, exitCode: 2 });
  }
}
