import { type App, DefaultStackSynthesizer, type IStackSynthesizer, type StackProps } from 'aws-cdk-lib';
import { type Deployment, prefixOf } from './config.ts';
import { decide } from './decisions.ts';
import { IngestStack } from './stacks/ingest.ts';
import { LakeStack } from './stacks/lake.ts';

/** What is deployed: the folder with one folder per function, each with its index.mjs, and the version they tell. */
export type Release = { readonly bundles: string; readonly version: string };
export type Stacks = { readonly lake: LakeStack; readonly ingest: IngestStack };

/** Adds the stacks of one deployment to the app, first what is kept, then what runs. Throws when a function has no bundle. */
export function addDeployment(app: App, deployment: Deployment, release: Release): Stacks {
  const prefix = prefixOf(deployment);
  const decisions = decide(deployment.profile);
  const base = stackProps(deployment, decisions.isProtected);
  const lake = new LakeStack(app, `${prefix}-lake`, {
    ...base,
    prefix,
    decisions,
    description: 'Customer lifecycle: what is kept',
  });
  const ingest = new IngestStack(app, `${prefix}-ingest`, {
    ...base,
    description: 'Customer lifecycle: from the door to the lake',
    prefix,
    decisions,
    ...release,
    writeKeysParameter: deployment.writeKeysParameter,
    secretsPrefix: deployment.secretsPrefix,
    publicUrl: deployment.publicUrl,
    partnerBuses: deployment.partnerBuses,
    reportingCurrency: deployment.reportingCurrency,
    sink: { topicArn: deployment.alarmTopicArn },
  });
  ingest.addStackDependency(lake, 'what lands needs the bucket, which is known by its name');
  return { lake, ingest };
}

function stackProps({ account, region, brand, environment }: Deployment, terminationProtection: boolean): StackProps {
  return {
    env: { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) },
    tags: { brand, environment },
    terminationProtection,
    analyticsReporting: false,
    // The rule is one more parameter that emulators and CloudFormation roles without SSM stumble on; `cdk deploy` checks it anyway.
    // (The cast: CDK's classes are not written for exactOptionalPropertyTypes.)
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
  };
}
