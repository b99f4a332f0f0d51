import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Signed, SignedRequest, Signing } from '../../schemas/providers/provider.ts';

export type SignatureFault = 'missing' | 'stale' | 'wrong';

/**
 * What is wrong with the signature of a request that came in at `now` (ms since 1970); null when it is of one of the secrets. Every
 * secret is tried on every signature, each compared in constant time: how long it takes says nothing.
 */
export function faultOfSignature(
  signing: Signing,
  request: SignedRequest,
  secrets: readonly string[],
  now: number,
): SignatureFault | null {
  const signed = signing.read(request);
  if (signed === null || signed.signatures.length === 0) return 'missing';
  if (isStale(signed, signing, now)) return 'stale';
  const fits = secrets.filter((secret) => secret !== '').filter((secret) => isSignedWith(secret, signed, signing));
  return fits.length > 0 ? null : 'wrong';
}

function isStale({ signedAt }: Signed, { toleranceSeconds }: Signing, now: number): boolean {
  if (toleranceSeconds === null) return false;
  return signedAt === null || !(Math.abs(now - signedAt) <= toleranceSeconds * 1000);
}

function isSignedWith(secret: string, { signatures, content }: Signed, { algorithm, encoding }: Signing): boolean {
  const hmac = createHmac(algorithm, secret);
  for (const part of content) hmac.update(part);
  const expected = Buffer.from(hmac.digest(encoding));
  const fits = signatures.map((signature) => Buffer.from(signature)).filter((given) => isEqual(given, expected));
  return fits.length > 0;
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
