import type { HttpAnswer } from '../lib/http.ts';

const ORIGIN = { 'access-control-allow-origin': '*' };
const A_DAY_SECONDS = '86400';

/** An answer that a script of any site may read: the write key of a browser is public, and no cookie is looked at. */
export function readableAnywhere(answer: HttpAnswer): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, ...ORIGIN } };
}

/** What a browser is told before it posts with headers of its own. */
export function preflight(): HttpAnswer {
  return {
    status: 204,
    headers: {
      ...ORIGIN,
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count',
      'access-control-max-age': A_DAY_SECONDS,
    },
    body: '',
  };
}
