import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { readPublicUrl, readVariable, readWriteKeys } from '../lib/env.ts';
import { s3Lake } from '../lib/lake/s3.ts';
import { jsonLog } from '../lib/log.ts';
import { sqsQueue } from '../lib/queue/sqs.ts';
import { ssmSecrets } from '../lib/secrets/ssm.ts';
import { type HttpHandler, ingestHandler } from './api-gateway.ts';
import { checkKeys } from './keys.ts';

let wired: HttpHandler | undefined;

/** The entry point in the cloud; what it needs is made once, at the first call, and it refuses to start without keys. */
export const handler: HttpHandler = (event) => {
  wired ??= wire();
  return wired(event);
};

function wire(): HttpHandler {
  const lake = s3Lake({ client: new S3Client(), bucket: readVariable('LAKE_BUCKET') });
  const publicUrl = readPublicUrl();
  return ingestHandler({
    queue: sqsQueue({ client: new SQSClient(), queueUrl: readVariable('QUEUE_URL'), lake }),
    isKeyOf: checkKeys(readWriteKeys()),
    secrets: ssmSecrets({ client: new SSMClient(), prefix: readVariable('SECRETS_PREFIX'), clock: Date.now }),
    version: readVariable('VERSION'),
    log: jsonLog(),
    clock: () => new Date(),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
}
