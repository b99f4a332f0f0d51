import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Fault, messageOf } from '../errors.ts';
import { gzip } from '../lake/gzip.ts';
import type { Lake } from '../lake/lake.ts';
import { objectKey } from '../lake/place.ts';
import { encodeMessage, encodeStored } from './message.ts';
import type { Queue, QueueMessage } from './queue.ts';

export interface SqsQueueOptions {
  client: SQSClient;
  queueUrl: string;
  lake: Lake;
}

/** SQS takes 1,048,576 bytes a message; what is above this goes straight to its place and only its key is sent. */
export const MESSAGE_LIMIT_BYTES = 700_000;

/** The queue in the cloud. */
export function sqsQueue({ client, queueUrl, lake }: SqsQueueOptions): Queue {
  return {
    async send(message) {
      const encoded = encodeMessage(message);
      const body = encoded.length <= MESSAGE_LIMIT_BYTES ? encoded : await storeFirst(lake, message);
      try {
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      } catch (error) {
        throw new Fault(`[queue] ${queueUrl} did not take a message of ${body.length} bytes: ${messageOf(error)}`, {
          cause: error,
        });
      }
    },
  };
}

async function storeFirst(lake: Lake, message: QueueMessage): Promise<string> {
  const packed = gzip(message.lines);
  const key = objectKey(message, packed);
  await lake.putIfAbsent(key, packed);
  return encodeStored(message, key);
}
