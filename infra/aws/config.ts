import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { configSchema } from '../../schemas/config.ts';
import { providerOf } from '../../schemas/providers.ts';

const DEFAULT_FILE = 'lifecycle.cloud.json';

/** Short enough that bucket names built from it stay below S3's 63 characters. */
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,11}$/, 'lower case letters, digits and dashes, at most 12, such as acme or prod');

const deploymentSchema = z
  .strictObject({
    brand: slug.default('lifecycle'),
    environment: slug.default('dev'),
    profile: z.enum(['production', 'development']).optional(),
    account: z
      .string()
      .regex(/^\d{12}$/, 'an AWS account id of 12 digits')
      .optional(),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-west-1')
      .optional(),
    writeKeysParameter: z
      .string()
      .regex(/^\/[\w./-]+$/, 'the full name of an SSM parameter, beginning with a slash')
      .optional(),
    publicUrl: z
      .url({ protocol: /^https$/, error: 'the https address that the world calls, such as https://events.example.com' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    partnerBuses: z
      .record(
        z.string().refine((name) => providerOf(name) !== undefined, 'no vendor of schemas/providers'),
        z.string().startsWith('aws.partner/', 'the name of a partner event bus, aws.partner/...'),
      )
      .default({}),
    reportingCurrency: configSchema.shape.reportingCurrency,
    alarmTopicArn: z.string().startsWith('arn:', 'the ARN of an SNS topic').optional(),
  })
  .transform(({ profile, writeKeysParameter, ...rest }) => ({
    ...rest,
    profile: profile ?? (rest.environment.startsWith('prod') ? 'production' : 'development'),
    writeKeysParameter: writeKeysParameter ?? `/${rest.brand}/${rest.environment}/write-keys`,
    secretsPrefix: `/${rest.brand}/${rest.environment}/webhooks/`,
  }));

const cloudSchema = z.strictObject({
  $schema: z.string().optional(),
  deployments: z
    .array(deploymentSchema)
    .min(1)
    .refine(areDistinct, 'two deployments have the same brand and environment'),
});

/** One brand in one environment: its stacks are named `<brand>-<environment>-<stack>`. */
export type Deployment = z.output<typeof deploymentSchema>;
/** `production` keeps and guards more; an environment whose name begins with `prod` is one unless it says otherwise. */
export type Profile = Deployment['profile'];
type Environment = Readonly<Record<string, string | undefined>>;

function areDistinct(deployments: readonly { brand: string; environment: string }[]): boolean {
  return new Set(deployments.map(prefixOf)).size === deployments.length;
}

/** What the names of a deployment's stacks and functions begin with. */
export function prefixOf({ brand, environment }: { brand: string; environment: string }): string {
  return `${brand}-${environment}`;
}

/**
 * The deployments to synthesize. Without a file: one, of LIFECYCLE_BRAND and LIFECYCLE_ENVIRONMENT or their defaults.
 * With a file: all that it lists, narrowed by those two variables where they are set.
 * Throws an Error naming the setting and what it must be, or the deployments there are when none is left.
 */
export function parseDeployments(file: { path: string; text: string } | undefined, env: Environment): Deployment[] {
  const { LIFECYCLE_BRAND: brand, LIFECYCLE_ENVIRONMENT: environment } = env;
  if (file === undefined) return validate('the environment', { deployments: [{ brand, environment }] });
  const listed = validate(file.path, readJson(file));
  const chosen = listed.filter(
    (each) => (brand ?? each.brand) === each.brand && (environment ?? each.environment) === each.environment,
  );
  if (chosen.length > 0) return chosen;
  throw new Error(
    `[config] ${file.path} lists no deployment ${brand ?? '*'}-${environment ?? '*'}; it has ${listed.map(prefixOf).join(', ')}. Add it, or change LIFECYCLE_BRAND and LIFECYCLE_ENVIRONMENT`,
  );
}

function validate(where: string, value: unknown): Deployment[] {
  const result = cloudSchema.safeParse(value);
  if (result.success) return result.data.deployments;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new Error(`[config] ${where} is not a valid list of deployments:\n${problems.join('\n')}`);
}

function readJson({ path, text }: { path: string; text: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`[config] ${path} is no JSON; correct it or remove it`, { cause });
  }
}

/**
 * `parseDeployments` over the file that LIFECYCLE_CLOUD_CONFIG names, else lifecycle.cloud.json of the working directory, else none.
 * Throws as it does, and when a named file is not there.
 */
export function loadDeployments(env: Environment = process.env): Deployment[] {
  const named = env.LIFECYCLE_CLOUD_CONFIG;
  const path = resolve(named ?? DEFAULT_FILE);
  if (!existsSync(path)) {
    if (named === undefined) return parseDeployments(undefined, env);
    throw new Error(
      `[config] LIFECYCLE_CLOUD_CONFIG names ${path}, which is not there; create it or unset the variable`,
    );
  }
  return parseDeployments({ path, text: readFileSync(path, 'utf8') }, env);
}
