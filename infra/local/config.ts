import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault, messageOf } from '../../lambdas/lib/errors.ts';
import { type Config, configSchema } from '../../schemas/config.ts';

const DEFAULT_FILE = 'lifecycle.config.json';

/**
 * The project's configuration: the file that LIFECYCLE_CONFIG names, else lifecycle.config.json of the working directory, else all defaults.
 * Throws `Fault` (exit code 2) naming the file, the setting and what it must be.
 */
export function loadConfig(): Config {
  const named = process.env.LIFECYCLE_CONFIG;
  const path = resolve(named ?? DEFAULT_FILE);
  if (named === undefined && !existsSync(path)) return configSchema.parse({});
  const result = configSchema.safeParse(readJson(path));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new Fault(`[config] ${path} is not valid:\n${problems.join('\n')}`, { exitCode: 2 });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Fault(`[config] ${path} cannot be read: ${messageOf(error)}`, { cause: error, exitCode: 2 });
  }
}
