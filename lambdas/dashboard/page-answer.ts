import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../lib/http.ts';
import type { Html } from './html.ts';
import { STYLES } from './styles/styles.ts';

const STYLES_HASH = createHash('sha256').update(STYLES).digest('base64');

/**
 * Nothing is loaded, nothing runs, nobody frames it: the one style block is named by its hash. Personal data stays in no cache, and no
 * address of a customer's page leaves with a click.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${STYLES_HASH}'`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A page as an answer, with the headers that all pages have. */
export function pageAnswer(status: number, page: Html, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { ...HEADERS, ...headers }, body: page.text };
}

/** Sends the reader on to another page of ours. `path` starts with a single slash. */
export function redirect(path: string): HttpAnswer {
  return { status: 302, headers: { ...HEADERS, location: path }, body: '' };
}
