import type { HttpAnswer } from '../lib/http.ts';

const ORIGIN = { 'access-control-allow-origin': '*' };
const A_DAY_SECONDS = '86400';
const HEADERS = 'authorization, content-type, content-encoding, x-retry-count';
/** Names of headers, as RFC 9110 spells them, and not too many: what is not, is answered with our own list. */
const NAMES = /^[\w!#$%&'*+.^`|~-]+(?:, ?[\w!#$%&'*+.^`|~-]+){0,31}$/;

/** An answer that a script of any site may read: the write key of a browser is public, and no cookie is looked at. */
export function readableAnywhere(answer: HttpAnswer): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, ...ORIGIN } };
}

/**
 * What a browser is told before it posts with headers of its own. Any header that it asks for is welcome (`wanted`, as the
 * request lists them): SDKs let sites add their own, RudderStack's sends `anonymousid`, and a door that reads none of them
 * has no reason to lose the events.
 */
export function preflight(wanted: string | undefined): HttpAnswer {
  return {
    status: 204,
    headers: {
      ...ORIGIN,
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': wanted !== undefined && NAMES.test(wanted) ? wanted : HEADERS,
      'access-control-max-age': A_DAY_SECONDS,
      vary: 'access-control-request-headers',
    },
    body: '',
  };
}
