import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import { managedPolicies, type Permission, permissions } from './permissions.ts';
import { synthesize } from './set-up.ts';

const { lake, ingest } = synthesize();
const granted = [lake, ingest].flatMap(permissions);

/** Every permission with a `*` in it, looked at by a person, with the reason why it cannot be narrower. */
const REVIEWED: Record<string, string> = {
  's3:PutObject arn:<AWS::Partition>:s3:::acme-prod-lake-<AWS::AccountId>-<AWS::Region>/raw/*':
    'keys are hashes of content',
  's3:PutObject arn:<AWS::Partition>:s3:::acme-prod-lake-<AWS::AccountId>-<AWS::Region>/rejected/*':
    'keys are hashes of content',
};

const spellOut = ({ action, resource }: Permission): string => `${action} ${resource}`;
const wild = (all: readonly Permission[]): string[] =>
  [...new Set(all.map(spellOut).filter((text) => text.includes('*')))].sort();

test('no permission has a * but the reviewed ones, and none was reviewed in vain', () => {
  expect(wild(granted)).toEqual(Object.keys(REVIEWED).sort());
});

test('no role has a managed policy', () => {
  expect([lake, ingest].flatMap(managedPolicies)).toEqual([]);
});

test.each(['IngestRole', 'RelayRole', 'LandRole'])('%s can add to the lake and do nothing else to it', (role) => {
  const onLake = granted.filter(({ policy, action }) => policy.startsWith(role) && action.startsWith('s3:'));
  expect(new Set(onLake.map(({ action }) => action))).toEqual(new Set(['s3:PutObject']));
});

test('nobody here can delete an object, a bucket or a policy', () => {
  expect(
    granted.map(({ action }) => action).filter((action) => /^(s3|iam):.*(Delete|PutBucket|PutLifecycle)/.test(action)),
  ).toEqual([]);
});

test('the door sends to the queue and cannot read it; landing reads it and cannot send', () => {
  const actions = (role: string, queue: string) =>
    granted
      .filter(({ policy, resource }) => policy.startsWith(role) && resource === `<${queue}.Arn>`)
      .map(({ action }) => action);
  expect(actions('IngestRole', 'LandingQueue')).toEqual(['sqs:SendMessage']);
  expect(actions('RelayRole', 'LandingQueue')).toEqual(['sqs:SendMessage']);
  expect(actions('LandRole', 'LandingQueue')).toContain('sqs:ReceiveMessage');
  expect(actions('LandRole', 'LandingQueue')).not.toContain('sqs:SendMessage');
});

test('the check itself finds what it is for', () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }));
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::a'] }));
  role.addToPolicy(new PolicyStatement({ notActions: ['iam:PassRole'], resources: ['*'] }));
  const template = Template.fromStack(stack);
  expect(wild(permissions(template))).toEqual(['* *', 's3:* arn:aws:s3:::a']);
  expect(managedPolicies(template)).toHaveLength(1);
});
