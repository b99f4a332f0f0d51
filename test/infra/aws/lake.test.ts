import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { resources, spell, synthesize } from './set-up.ts';

const { lake, stacks } = synthesize();
const { lake: development, stacks: developmentStacks } = synthesize({ environment: 'dev' });

const buckets = resources(lake, 'AWS::S3::Bucket');
const statements = Object.values(lake.findResources('AWS::S3::BucketPolicy')).map((policy) => JSON.stringify(policy));

test('the logical ids of what is kept are pinned', () => {
  expect(buckets.map(([id]) => id).sort()).toEqual(['LakeAccessLogs', 'LakeBucket']);
});

test.each(buckets)('%s is encrypted, private, and outlives its stack', (_, bucket) => {
  expect(bucket).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    },
  });
});

test('every bucket refuses plain HTTP and old TLS', () => {
  expect(statements).toHaveLength(buckets.length);
  for (const statement of statements) {
    expect(statement).toContain('"aws:SecureTransport":"false"');
    expect(statement).toContain('"s3:TlsVersion":1.2');
  }
});

test('the lake is versioned and its access is logged', () => {
  lake.hasResource('AWS::S3::Bucket', {
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { DestinationBucketName: { Ref: 'LakeAccessLogs' } },
    },
  });
});

test('the lake refuses a put that could replace an object', () => {
  lake.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: 'LakeBucket' },
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Sid: 'WriteOnce',
          Effect: 'Deny',
          Action: 's3:PutObject',
          Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
        }),
      ]),
    },
  });
});

type Rules = { Rules: Record<string, unknown>[] };

const rulesOf = (template: typeof lake): Record<string, unknown>[] =>
  resources(template, 'AWS::S3::Bucket')
    .filter(([id]) => id === 'LakeBucket')
    .flatMap(([, { Properties }]) => (Properties.LifecycleConfiguration as Rules).Rules);

test('production expires rejected but never raw', () => {
  expect(rulesOf(lake)).toMatchObject([
    { Id: 'rejected', Prefix: 'rejected/', ExpirationInDays: 400 },
    {
      Id: 'leftovers',
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ]);
  expect(rulesOf(lake)[1]).not.toHaveProperty('ExpirationInDays');
});

test('development expires raw too', () => {
  expect(rulesOf(development)).toContainEqual({ Id: 'raw', Prefix: 'raw/', ExpirationInDays: 90, Status: 'Enabled' });
});

test('the stacks of production are protected from deletion', () => {
  expect([stacks.lake, stacks.ingest].map((stack) => stack.terminationProtection)).toEqual([true, true]);
  expect(developmentStacks.lake.terminationProtection).toBe(false);
});

test('the longest names still make a bucket', () => {
  const longest = synthesize({ brand: 'abcdefghijkl', environment: 'abcdefghijkl' });
  const names = resources(longest.lake, 'AWS::S3::Bucket').map(([, { Properties }]) =>
    spell(Properties.BucketName).replace('<AWS::AccountId>', '123456789012').replace('<AWS::Region>', 'ap-southeast-1'),
  );
  expect(names).toContain('abcdefghijkl-abcdefghijkl-lake-logs-123456789012-ap-southeast-1');
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(63);
});
