import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CloudFormationValidatePlugin, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { synthesize } from './set-up.ts';

/** AwsSolutions, and the schemas of CloudFormation itself: a wrong value is found here and not by a deployment that rolls back. */
const plugins = [new AwsSolutionsChecks(), new CloudFormationValidatePlugin()] as IPolicyValidationPlugin[];

type Report = { pluginReports: { pluginName: string; violations: { ruleName: string }[] }[] };

/** The rules that the app breaks, `<plugin>: <rule>`. */
function broken(app: App): string[] {
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName }) => `${pluginName}: ${ruleName}`),
  );
}

const { app } = synthesize({}, plugins);

test('nothing is found in our stacks, not even a warning', () => {
  expect(broken(app)).toEqual([]);
});

test('what is acknowledged is known, and each with a reason', () => {
  const given = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>));
  const rules = given.map(([id]) => id.replace(/^annotation::/i, '').replace(/\[.*/, ''));
  expect([...new Set(rules)].sort()).toEqual([
    'AwsSolutions-APIG4',
    'AwsSolutions-IAM5',
    'AwsSolutions-S1',
    'AwsSolutions-SQS3',
  ]);
  for (const [, reason] of given) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

test('an open bucket and a wrong value would be found, and synthesis would fail', () => {
  const planted = new App({ builtinCloudFormationValidation: false });
  Validations.of(planted).addPlugins(...plugins);
  const stack = new Stack(planted, 'Planted');
  new Bucket(stack, 'Open');
  new CfnBucket(stack, 'Wrong', { versioningConfiguration: { status: 'On' } });
  expect(() => planted.synth()).toThrow(/AwsSolutions-S10/);
  expect(broken(planted).join('\n')).toMatch(/AwsSolutions: AwsSolutions-S10[\s\S]*CloudFormation Validate: /);
});
