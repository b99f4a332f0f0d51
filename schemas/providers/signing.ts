/** A request as its vendor signed it. */
export interface SignedRequest {
  method: string;
  /** As the vendor called it: scheme, host, path and query. */
  url: string;
  /** By lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The bytes of the body as they came, compressed or not. */
  body: Uint8Array;
}

/** How a vendor signs its webhooks, as data: `lambdas/ingest/signature.ts` computes and compares. */
export interface Signing {
  algorithm: 'sha256' | 'sha1';
  encoding: 'hex' | 'base64';
  /** How far the signed time may be from ours, in both directions; null where the vendor signs no time. */
  toleranceSeconds: number | null;
  /** What a request shows; null where a header is missing or cannot be read. Pure. */
  read(request: SignedRequest): Signed | null;
}

export interface Signed {
  /** Several while a vendor rolls its secret: one that fits is enough. */
  signatures: readonly string[];
  /** What was signed, in this order. */
  content: readonly (string | Uint8Array)[];
  /** When it was signed, in milliseconds since 1970; null where the vendor does not say. */
  signedAt: number | null;
}
