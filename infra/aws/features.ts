/**
 * CDK behaviours that are right for new stacks and off by default for the sake of old ones.
 * Kept here and not in cdk.json, so that the CLI, a plain run and the tests synthesize the same template.
 */
export const FEATURES: Record<string, boolean> = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};
