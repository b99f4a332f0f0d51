import type { z } from 'zod';
import { configSchema } from '../../schemas/config.ts';
import { Fault, messageOf } from './errors.ts';

/** What the functions are told by their environment, in one place: a name is read here or nowhere. */
const variables = {
  LAKE_BUCKET: 'the bucket that holds raw/ and rejected/',
  QUEUE_URL: 'the queue between the door and landing',
  WRITE_KEYS: 'the write keys as JSON: [{"source": "web", "sha256": "<hex SHA-256 of the key>"}]',
  SECRETS_PREFIX: 'what the names of the SSM parameters with the secrets of webhooks begin with, up to the last slash',
  REPORTING_CURRENCY: 'the ISO-4217 code of the currency that the company counts in, such as EUR',
  VERSION: 'the deployed version, as /health tells it',
} as const;

export type Variable = keyof typeof variables;
export type WriteKey = z.infer<typeof configSchema>['writeKeys'][number];

/** The value of one variable. Throws a `Fault` that says what the variable is for when it is missing or empty. */
export function readVariable(name: Variable): string {
  const value = process.env[name];
  if (value) return value;
  throw new Fault(`[env] ${name} is not set. Set it to ${variables[name]}`);
}

/** Where the world calls the door, such as https://events.example.com; undefined where it is called by its own name. */
export function readPublicUrl(): string | undefined {
  return process.env.PUBLIC_URL || undefined;
}

/** The hashed write keys of `WRITE_KEYS`. Throws when the list cannot be read or is empty: a door in the cloud is never open. */
export function readWriteKeys(): WriteKey[] {
  const text = readVariable('WRITE_KEYS');
  try {
    return configSchema.shape.writeKeys.unwrap().min(1, 'at least one key').parse(JSON.parse(text));
  } catch (error) {
    throw new Fault(`[env] WRITE_KEYS cannot be used: ${messageOf(error)}. Give ${variables.WRITE_KEYS}`, {
      cause: error,
    });
  }
}
