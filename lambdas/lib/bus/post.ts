import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Fault } from '../errors.ts';
import { isPrivateAddress } from './private-address.ts';

export interface PostOptions {
  /** Whether private addresses and plain http are allowed: only where the person who runs this named the URL. */
  allowPrivate: boolean;
  /** From the first look-up to the answer's last byte. */
  timeoutMs: number;
  /** Names to addresses; all addresses of a name are answered. Left out, the system's. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

export type Answer = { status: number; retryAfter: string | undefined };
export type Post = (body: string, headers: Record<string, string>) => Promise<Answer>;

/** Nothing in an answer's body or headers matters to us; more than this is not read. */
const ANSWER_BYTES = 64 * 1024;
const HEADER_BYTES = 16 * 1024;

/** The address that a URL names is not to be called. */
export class PrivateTarget extends Error {
  override readonly name = 'PrivateTarget';
}

/**
 * A function that posts JSON to one URL. It follows no redirect, connects only to an address that it has itself looked up and checked,
 * and keeps the caps. It answers whatever status came, and throws when none did.
 * Throws `Fault` at once for a URL that could never be called.
 */
export function postTo(target: string, options: PostOptions): Post {
  const url = checkedUrl(target, options.allowPrivate);
  const isSecure = url.protocol === 'https:';
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const start = isSecure ? httpsRequest : httpRequest;
  const lookup = checkedLookup(options);
  return (body, headers) =>
    new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(options.timeoutMs);
      const request = start(url, { method: 'POST', agent, lookup, signal, headers, maxHeaderSize: HEADER_BYTES });
      request.on('response', (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        discard(response);
      });
      request.on('error', reject);
      request.end(body);
    });
}

function checkedUrl(target: string, allowPrivate: boolean): URL {
  const url = URL.canParse(target) ? new URL(target) : null;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const problem =
    url === null || !['http:', 'https:'].includes(url.protocol)
      ? 'is no http or https URL. Give one such as https://example.com/hooks'
      : url.username !== '' || url.password !== ''
        ? 'carries a user or password. Leave them out: notices are signed'
        : !allowPrivate && url.protocol !== 'https:'
          ? 'is not https. Give an https URL'
          : !allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)
            ? 'is not on the public internet. Give a public address'
            : null;
  if (problem !== null || url === null) throw new Fault(`[webhook] ${safeName(target)} ${problem}`, { exitCode: 2 });
  return url;
}

/** A URL without what may be secret in it: user, password, path and query often are. */
export function safeName(target: string): string {
  if (!URL.canParse(target)) return JSON.stringify(target);
  const { protocol, host, origin } = new URL(target);
  return origin === 'null' ? `${protocol}//${host}` : origin;
}

/** The socket connects to what this answers, so that nothing is looked up a second time after the check. */
function checkedLookup({ allowPrivate, resolve = resolveBySystem }: PostOptions): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const found = addresses[0];
        const hidden = allowPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address));
        if (hidden !== undefined) callback(new PrivateTarget(`${host} is ${hidden.address}, not a public address`), '');
        else if (found === undefined) callback(new Error(`${host} has no address`), '');
        else if (all === true) callback(null, addresses);
        else callback(null, found.address, found.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}

function resolveBySystem(host: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });
}

/** Read to its end, the connection can be used again; what is longer costs the connection. */
function discard(response: IncomingMessage): void {
  let left = ANSWER_BYTES;
  response.on('error', () => {});
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) response.destroy();
  });
}
