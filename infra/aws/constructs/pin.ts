import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Fixes the logical id of a resource that keeps something. Without it, moving its construct gives it another id, and the next
 * deployment leaves what was kept behind and begins with an empty one.
 */
export function pin(resource: Construct, logicalId: string): void {
  const { defaultChild } = resource.node;
  if (!CfnResource.isCfnResource(defaultChild))
    throw new Error(`[aws] ${resource.node.path} is no single resource; pin its parts`);
  defaultChild.overrideLogicalId(logicalId);
}
