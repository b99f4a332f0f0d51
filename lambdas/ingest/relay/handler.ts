import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { readVariable } from '../../lib/env.ts';
import { s3Lake } from '../../lib/lake/s3.ts';
import { jsonLog } from '../../lib/log.ts';
import { sqsQueue } from '../../lib/queue/sqs.ts';
import { type BusEvent, type RelayParts, takeBusEvent } from './bus-event.ts';

let wired: RelayParts | undefined;

/** The entry point in the cloud, called by the rules of the partner buses; what it needs is made once, at the first call. */
export const handler = async (event: BusEvent): Promise<void> => {
  wired ??= wire();
  await takeBusEvent(event, new Date().toISOString(), wired);
};

function wire(): RelayParts {
  const lake = s3Lake({ client: new S3Client(), bucket: readVariable('LAKE_BUCKET') });
  return {
    queue: sqsQueue({ client: new SQSClient(), queueUrl: readVariable('QUEUE_URL'), lake }),
    log: jsonLog(),
    currency: readVariable('REPORTING_CURRENCY'),
  };
}
