import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { Fault, messageOf } from '../errors.ts';
import { parseSecrets, type Secrets } from './secrets.ts';

export interface SsmSecretsOptions {
  client: SSMClient;
  /** What the parameters' names begin with, up to the last slash: `/lifecycle/prod/webhooks/`. */
  prefix: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** A rolled secret holds after this long without a deployment. */
const KEEP_MS = 5 * 60 * 1000;

type Kept = { until: number; secrets: Promise<readonly string[]> };

/** Secrets that are SSM parameters (SecureString), one a name, each asked for once in five minutes. */
export function ssmSecrets(options: SsmSecretsOptions): Secrets {
  const kept = new Map<string, Kept>();
  return {
    of: (name) => {
      const now = options.clock();
      const known = kept.get(name);
      if (known !== undefined && known.until > now) return known.secrets;
      const secrets = read(name, options);
      kept.set(name, { until: now + KEEP_MS, secrets });
      // what failed is asked for again at the next call
      secrets.catch(() => kept.delete(name));
      return secrets;
    },
  };
}

async function read(name: string, { client, prefix }: SsmSecretsOptions): Promise<readonly string[]> {
  const text = await ask(prefix + name, client);
  return text === null ? [] : parseSecrets(prefix + name, text);
}

async function ask(parameter: string, client: SSMClient): Promise<string | null> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return Parameter?.Value ?? null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw new Fault(`[secrets] ${parameter} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
