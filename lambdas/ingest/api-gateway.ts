import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { messageOf } from '../lib/errors.ts';
import { type HttpRequest, refusal } from '../lib/http.ts';
import { readableAnywhere } from './cors.ts';
import { answerRequest, type DoorParts } from './door.ts';
import { isSegmentPath } from './segment-door.ts';

/** The part of API Gateway's event that the door reads, so that another carrier can make it too. */
export type HttpEvent = Pick<APIGatewayProxyEventV2, 'rawPath' | 'headers' | 'body' | 'isBase64Encoded'> & {
  rawQueryString?: string;
  requestContext: { domainName?: string; http: Pick<APIGatewayProxyEventV2['requestContext']['http'], 'method'> };
};
export type HttpHandler = (event: HttpEvent) => Promise<APIGatewayProxyStructuredResultV2>;

const AGAIN_AFTER_SECONDS = '1';

export interface HandlerParts extends DoorParts {
  clock: () => Date;
  /** Where the world calls this door, such as https://events.example.com, when another host answers in front of it. */
  publicUrl?: string;
}

/** The door as a function of API Gateway. A fault is logged and answered 503, never as if it were durable. */
export function ingestHandler(parts: HandlerParts): HttpHandler {
  return async (event) => {
    const request = toRequest(event, parts.publicUrl);
    const { status, headers, body } = await answerRequest(request, parts.clock().toISOString(), parts).catch(
      (error) => {
        parts.log.error('request not served', { path: request.path, error: messageOf(error) });
        const message = 'nothing of this request is certain to be kept. Send it again';
        const again = refusal(503, 'unavailable', message, { 'retry-after': AGAIN_AFTER_SECONDS });
        return isSegmentPath(request.path) ? readableAnywhere(again) : again;
      },
    );
    return { statusCode: status, headers, body };
  };
}

function toRequest(event: HttpEvent, publicUrl: string | undefined): HttpRequest {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    url: (publicUrl ?? hostOf(event)) + event.rawPath + query,
    headers: event.headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** API Gateway is called by https alone and says its name; the local server is called by http and the header says which. */
function hostOf({ requestContext: { domainName }, headers }: HttpEvent): string {
  return domainName === undefined ? `http://${headers.host ?? 'localhost'}` : `https://${domainName}`;
}
