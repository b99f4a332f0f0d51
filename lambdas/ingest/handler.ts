import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readVariable, readWriteKeys } from '../lib/env.ts';
import { messageOf } from '../lib/errors.ts';
import { type HttpRequest, refusal } from '../lib/http.ts';
import { s3Lake } from '../lib/lake/s3.ts';
import { jsonLog } from '../lib/log.ts';
import { sqsQueue } from '../lib/queue/sqs.ts';
import { answerRequest, type DoorParts } from './door.ts';
import { checkKeys } from './keys.ts';

export type HttpEvent = Pick<APIGatewayProxyEventV2, 'rawPath' | 'headers' | 'body' | 'isBase64Encoded'> & {
  requestContext: { http: Pick<APIGatewayProxyEventV2['requestContext']['http'], 'method'> };
};
export type HttpHandler = (event: HttpEvent) => Promise<APIGatewayProxyStructuredResultV2>;

const AGAIN_AFTER_SECONDS = '1';

/** The door as a function of API Gateway. A fault is logged and answered 503, never as if it were durable. */
export function ingestHandler(parts: DoorParts, clock: () => Date = () => new Date()): HttpHandler {
  return async (event) => {
    const request = toRequest(event);
    const { status, headers, body } = await answerRequest(request, clock().toISOString(), parts).catch((error) => {
      parts.log.error('request not served', { path: request.path, error: messageOf(error) });
      const message = 'nothing of this request is certain to be kept. Send it again';
      return refusal(503, 'unavailable', message, { 'retry-after': AGAIN_AFTER_SECONDS });
    });
    return { statusCode: status, headers, body };
  };
}

function toRequest(event: HttpEvent): HttpRequest {
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    headers: event.headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

let wired: HttpHandler | undefined;

/** The entry point in the cloud; what it needs is made once, at the first call, and refuses to start without keys. */
export const handler: HttpHandler = (event) => {
  wired ??= ingestHandler(partsFromEnvironment());
  return wired(event);
};

function partsFromEnvironment(): DoorParts {
  const lake = s3Lake({ client: new S3Client(), bucket: readVariable('LAKE_BUCKET') });
  return {
    queue: sqsQueue({ client: new SQSClient(), queueUrl: readVariable('QUEUE_URL'), lake }),
    isKeyOf: checkKeys(readWriteKeys()),
    version: readVariable('VERSION'),
    log: jsonLog(),
  };
}
