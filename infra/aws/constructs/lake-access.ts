import { Aws, Validations } from 'aws-cdk-lib';
import type { Handler } from './handler.ts';

/** What the door's functions may add to the lake. */
export const LANDED_PREFIXES = ['raw/', 'rejected/'] as const;

/** All that is written once: what landed, what subscribers were told, what was decided about identifiers. */
export const LAKE_PREFIXES = [...LANDED_PREFIXES, 'publications/', 'links/'] as const;

/**
 * The name of a deployment's lake. It is known without the stack that makes it, so stacks that use the lake import nothing
 * from it, and `cdk deploy --import-existing-resources` finds the bucket again that outlived a deleted stack.
 */
export function lakeBucketName(prefix: string): string {
  return `${prefix}-lake-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

/** The name of the bucket with the lake's access logs. */
export function lakeLogsName(prefix: string): string {
  return `${prefix}-lake-logs-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

/** Lets a function add objects to the lake; it can neither read, list, replace nor delete any. */
export function allowPut(handler: Handler, prefix: string): void {
  for (const half of LANDED_PREFIXES) {
    const resource = `arn:${Aws.PARTITION}:s3:::${lakeBucketName(prefix)}/${half}*`;
    handler.allow(['s3:PutObject'], [resource]);
    Validations.of(handler).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${asReported(resource)}]`,
      reason:
        'A key is the hash of what the object holds, so none is known beforehand; the prefix is the narrowest there is.',
    });
  }
}

const PSEUDO_PARAMETERS = {
  'AWS::Partition': Aws.PARTITION,
  'AWS::AccountId': Aws.ACCOUNT_ID,
  'AWS::Region': Aws.REGION,
};

/** A finding spells a reference as `<name>`; the id of an acknowledgement must be that text, for it is compared as it stands. */
function asReported(text: string): string {
  return Object.entries(PSEUDO_PARAMETERS).reduce((spelt, [name, token]) => spelt.replaceAll(token, `<${name}>`), text);
}
