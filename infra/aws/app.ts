import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildLambdas } from '../build.ts';
import { loadDeployments } from './config.ts';
import { addDeployment } from './deployment.ts';
import { FEATURES } from './features.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function synthesize(): Promise<void> {
  // Built at every synthesis, for a second: what is deployed is never yesterday's code.
  const bundles = await buildLambdas(root);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const app = new App({
    outdir: process.env.CDK_OUTDIR ?? join(root, 'cdk.out'),
    postCliContext: FEATURES,
    // The schemas of CloudFormation are checked by the tests: that takes twice as long as all the rest here.
    builtinCloudFormationValidation: false,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const deployment of loadDeployments()) addDeployment(app, deployment, { bundles, version });
  app.synth();
}

await synthesize().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
