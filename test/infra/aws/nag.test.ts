import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { synthesize } from './set-up.ts';

const { app } = synthesize();

test('AwsSolutions finds nothing that is not acknowledged', () => {
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
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

test('it would find a bucket that is open', () => {
  const open = new App();
  new Bucket(new Stack(open, 'Open'), 'Bucket');
  const found = new AwsSolutionsChecks(open).validateScope(open).violations.map(({ ruleName }) => ruleName);
  expect(found).toContain('AwsSolutions-S10');
});
