import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { lakeBucketName, lakeLogsName } from '../constructs/lake-access.ts';
import { LakeBucket } from '../constructs/lake-bucket.ts';
import type { Decisions } from '../decisions.ts';

export type LakeStackProps = StackProps & { readonly prefix: string; readonly decisions: Decisions };

/** What is kept. It holds no function, so that everything that runs can be removed and deployed again around it. */
export class LakeStack extends Stack {
  constructor(scope: Construct, id: string, { prefix, decisions, ...props }: LakeStackProps) {
    super(scope, id, props);
    const name = lakeBucketName(prefix);
    new LakeBucket(this, 'Lake', { name, logsName: lakeLogsName(prefix), decisions: decisions.lake });
    new CfnOutput(this, 'LakeBucketName', { value: name });
  }
}
