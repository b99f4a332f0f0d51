import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { messageOf } from '../lib/errors.ts';
import type { HttpAnswer } from '../lib/http.ts';
import { pageAnswer } from './page-answer.ts';
import { problemPage } from './pages/problem.ts';
import { answerPage, type DashboardParts, type PageRequest } from './routes.ts';

/** The part of API Gateway's event that pages read, so that another carrier can make it too. */
export type PageEvent = Pick<APIGatewayProxyEventV2, 'rawPath' | 'rawQueryString'> & {
  requestContext: { http: Pick<APIGatewayProxyEventV2['requestContext']['http'], 'method'> };
};
export type PageHandler = (event: PageEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** The pages as a function of API Gateway. A fault is logged and answered 500, without its text. HEAD is GET without the body. */
export function dashboardHandler(parts: DashboardParts): PageHandler {
  return async (event) => {
    const request = toRequest(event);
    const { status, headers, body } = await answerPage(request, parts).catch((error) => failed(request, error, parts));
    return { statusCode: status, headers, body: request.method === 'HEAD' ? '' : body };
  };
}

function toRequest(event: PageEvent): PageRequest {
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString),
  };
}

function failed({ path }: PageRequest, error: unknown, { log }: DashboardParts): HttpAnswer {
  log.error('page not served', { path, error: messageOf(error) });
  const page = problemPage(
    'This page cannot be shown',
    'The tables could not be read just now. The reason stands in the log of the server.',
    'Try again in a moment; if it stays, refresh the tables.',
  );
  return pageAnswer(500, page);
}
