import { S3Client } from '@aws-sdk/client-s3';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readVariable } from '../lib/env.ts';
import { messageOf } from '../lib/errors.ts';
import type { Lake } from '../lib/lake/lake.ts';
import { s3Lake } from '../lib/lake/s3.ts';
import { jsonLog, type Log } from '../lib/log.ts';
import { type Delivery, decodeMessage } from '../lib/queue/message.ts';
import { landMessages } from './land.ts';

export type LandHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * The landing function over a lake. It answers with the messages that are to be delivered again; those that stay
 * undecodable reach the dead-letter queue by the queue's own count.
 */
export function landHandler({ lake, log }: { lake: Lake; log: Log }): LandHandler {
  return async ({ Records }) => {
    const failed = new Map<string, unknown>();
    const waiting = Records.flatMap((record) => {
      const delivery = decodeOr(record, failed);
      // An object that the door itself has put into the lake is where it belongs.
      return delivery === null || 'key' in delivery ? [] : [{ id: record.messageId, message: delivery }];
    });
    for (const [index, error] of await landMessages(
      lake,
      waiting.map(({ message }) => message),
    )) {
      failed.set(waiting[index]?.id ?? '', error);
    }
    for (const [id, error] of failed) log.error('message not landed', { message_id: id, error: messageOf(error) });
    return { batchItemFailures: [...failed.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function decodeOr({ messageId, body }: SQSRecord, failed: Map<string, unknown>): Delivery | null {
  try {
    return decodeMessage(body);
  } catch (error) {
    failed.set(messageId, error);
    return null;
  }
}

let wired: LandHandler | undefined;

/** The entry point in the cloud; what it needs is made once, at the first call. */
export const handler: LandHandler = (event) => {
  wired ??= landHandler({
    lake: s3Lake({ client: new S3Client(), bucket: readVariable('LAKE_BUCKET') }),
    log: jsonLog(),
  });
  return wired(event);
};
