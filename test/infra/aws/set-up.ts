import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type Deployment, parseDeployments } from '../../../infra/aws/config.ts';
import { addDeployment, type Stacks } from '../../../infra/aws/deployment.ts';
import { FEATURES } from '../../../infra/aws/features.ts';

export type Resource = {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly [attribute: string]: unknown;
};
export type Synthesized = {
  readonly app: App;
  readonly stacks: Stacks;
  readonly lake: Template;
  readonly ingest: Template;
};

/** With a bus, a deployment has every function that there is. */
const SETTINGS = {
  brand: 'acme',
  environment: 'prod',
  partnerBuses: { salesforce: 'aws.partner/salesforce.com/00D5f000005mc66/0YL5f0000008OJ9' },
};

/**
 * The stacks of one deployment over empty bundles: templates do not depend on what the functions do.
 * CDK's own validation takes six seconds of CPU, so it runs only where it is among the plugins.
 */
export function synthesize(
  overrides: Partial<Record<keyof Deployment, unknown>> = {},
  plugins: IPolicyValidationPlugin[] = [],
): Synthesized {
  const bundles = mkdtempSync(join(tmpdir(), 'bundles-'));
  for (const name of ['ingest', 'ingest-relay', 'land']) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, 'index.mjs'), 'export const handler = () => {};');
  }
  const text = JSON.stringify({ deployments: [{ ...SETTINGS, ...overrides }] });
  const [deployment] = parseDeployments({ path: 'test', text }, {});
  const app = new App({ postCliContext: FEATURES, builtinCloudFormationValidation: false });
  Validations.of(app).addPlugins(...plugins);
  const stacks = addDeployment(app, deployment as Deployment, { bundles, version: '1.2.3' });
  return { app, stacks, lake: Template.fromStack(stacks.lake), ingest: Template.fromStack(stacks.ingest) };
}

/** Logical id -> resource, of one type or of all. */
export function resources(template: Template, type?: string): [string, Resource][] {
  const all = Object.entries(template.toJSON().Resources as Record<string, Resource>);
  return all.filter(([, resource]) => type === undefined || resource.Type === type);
}

/** A property as one text, with what CloudFormation fills in as `<Name>` or `<Name.Attribute>`. */
export function spell(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[kind, content] = []] = Object.entries(value as Record<string, unknown>);
  if (kind !== 'Fn::Join') return `<${Array.isArray(content) ? content.join('.') : content}>`;
  const [separator, parts] = content as [string, unknown[]];
  return parts.map(spell).join(separator);
}
