import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Decisions } from '../decisions.ts';
import { LAKE_PREFIXES } from './lake-access.ts';
import { pin } from './pin.ts';

/** What every bucket here has: encrypted, TLS only, nothing public, no ACLs, outlives its stack. */
const GUARDED: BucketProps = {
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
};

export type LakeBucketProps = {
  readonly name: string;
  readonly logsName: string;
  readonly decisions: Decisions['lake'];
};

/** The bucket of raw and rejected: versioned, logged, kept as decided and write-once, whoever writes. */
export class LakeBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { name, logsName, decisions }: LakeBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...GUARDED,
      bucketName: name,
      versioned: true,
      // (The cast: CDK's classes are not written for exactOptionalPropertyTypes.)
      serverAccessLogsBucket: this.addAccessLogs(logsName, decisions.accessLogDays) as IBucket,
      lifecycleRules: lifecycleRules(decisions),
    });
    this.bucket.addToResourcePolicy(this.writeOnce());
    pin(this.bucket, 'LakeBucket');
  }

  /** A put without `If-None-Match` could replace a fact, so the bucket refuses it from everyone. Parts of an upload carry no such header. */
  private writeOnce(): PolicyStatement {
    return new PolicyStatement({
      sid: 'WriteOnce',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: LAKE_PREFIXES.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
  }

  private addAccessLogs(bucketName: string, days: number): Bucket {
    const logs = new Bucket(this, 'AccessLogs', {
      ...GUARDED,
      bucketName,
      lifecycleRules: [{ expiration: Duration.days(days) }],
    });
    Validations.of(logs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'The log of the log would grow by its own writing.',
    });
    pin(logs, 'LakeAccessLogs');
    return logs;
  }
}

function lifecycleRules({ rawDays, rejectedDays, replacedVersionDays }: Decisions['lake']): LifecycleRule[] {
  return [
    { id: 'rejected', prefix: 'rejected/', expiration: Duration.days(rejectedDays) },
    ...(rawDays === null ? [] : [{ id: 'raw', prefix: 'raw/', expiration: Duration.days(rawDays) }]),
    {
      id: 'leftovers',
      noncurrentVersionExpiration: Duration.days(replacedVersionDays),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
      expiredObjectDeleteMarker: true,
    },
  ];
}
