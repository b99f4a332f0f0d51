import { faultOfSignature, type SignatureFault } from '../../lambdas/ingest/signature.ts';
import type { Provider, SignedRequest } from '../../schemas/providers/provider.ts';

/** What is wrong with a request that a vendor may have signed: with the usual secret and at the usual time where none are given. */
export type FaultOf = (asked: SignedRequest, secrets?: readonly string[], now?: number) => SignatureFault | null;

/** Throws for a vendor that does not sign. */
export function faultsOf({ name, signing }: Provider, secret: string, usualNow: number): FaultOf {
  if (signing === null) throw new Error(`${name} signs nothing`);
  return (asked, secrets = [secret], now = usualNow) => faultOfSignature(signing, asked, secrets, now);
}
