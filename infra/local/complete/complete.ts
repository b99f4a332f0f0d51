import { type CompleteCounts, type CompleteReport, complete } from '../../../lambdas/complete/complete.ts';
import { type Found, findPending, remember } from '../../../lambdas/complete/memory.ts';
import type { Pending } from '../../../lambdas/complete/pending.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import type { VendorApi } from '../../../lambdas/lib/vendors/vendor-api.ts';
import { landAnswers } from './land-answers.ts';

export interface LocalComplete {
  lake: Lake;
  apis: ReadonlyMap<string, VendorApi>;
  /** Only what events of this one left out. */
  provider?: string | undefined;
  /** ISO-4217: what amounts are in that name no currency. */
  currency: string;
  clock: () => Date;
  onPage?: (done: number, of: number, counts: CompleteCounts) => void;
}

/** `waiting`: how many objects of each vendor cannot be asked for, because its API is not set up. */
export type LocalReport = CompleteReport & { waiting: Map<string, number>; unreadable: Found['unreadable'] };

/** Asks for what the events of a lake leave out and nothing has completed yet. Throws as `complete` does. */
export async function completeLocally(options: LocalComplete): Promise<LocalReport> {
  const { lake, apis, provider: only, currency, clock, onPage } = options;
  const found = await findPending(lake);
  const pending = found.pending.filter(({ provider }) => only === undefined || provider === only);
  const report = await complete(
    pending.filter(({ provider, object }) => apis.get(provider)?.knows(object.type)),
    {
      apiOf: (provider) => apis.get(provider) as VendorApi,
      land: (answers) => landAnswers(lake, answers, { now: clock().toISOString(), currency }),
      remember: (done) => remember(lake, clock().toISOString().slice(0, 10), done),
      ...(onPage === undefined ? {} : { onPage }),
    },
  );
  const waiting = countByVendor(pending.filter(({ provider }) => !apis.has(provider)));
  return { ...report, waiting, unreadable: found.unreadable };
}

function countByVendor(pending: readonly Pending[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { provider } of pending) counts.set(provider, (counts.get(provider) ?? 0) + 1);
  return counts;
}
