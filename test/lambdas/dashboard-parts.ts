import { formatOf } from '../../lambdas/dashboard/format.ts';
import type { Customer } from '../../lambdas/dashboard/read/customer.ts';
import type { ListedPerson } from '../../lambdas/dashboard/read/people.ts';
import type { Report } from '../../lambdas/dashboard/read/report.ts';

const AT = '2026-06-24T09:00:00.000Z';
export const FORMAT = formatOf({ timeZone: 'Europe/Madrid', currency: 'USD' });

/** What is said of tables with one small stage model; `word` is whatever a sender or a file may have written. */
export function reportWith(word: string): Report {
  return {
    runId: 'run_1',
    asOf: AT,
    finishedAt: AT,
    seconds: 1.5,
    eventsNew: 3,
    eventsDuplicate: 1,
    eventConflicts: 0,
    timeZone: 'Europe/Madrid',
    currency: 'USD',
    defaultModel: 'small',
    ladders: [
      {
        model: 'small',
        version: 1,
        title: word,
        stages: [
          { name: 'lead', rank: 1, kind: 'ladder' },
          { name: word, rank: 2, kind: 'ladder' },
          { name: 'lost', rank: 0, kind: 'quiet' },
        ],
      },
    ],
  };
}

/** Somebody whose every name is that word. */
export function customerWith(word: string): Customer {
  return {
    id: 'c_0123456789abcdef',
    profile: {
      email: word,
      userId: word,
      accountId: word,
      country: word,
      firstChannel: word,
      firstCampaign: word,
      firstSeenAt: AT,
      identifiedAt: AT,
      firstPurchasedAt: AT,
      lastActiveAt: AT,
      purchaseDays: 1,
      revenueMinor: 4990,
      isContactable: true,
      isNetCustomer: true,
      events: 500,
    },
    identifiers: [{ type: word, value: word, isHub: true, firstSeenAt: AT, lastSeenAt: AT }],
    hubs: [{ identifier: word, linked: 9, linkedTo: word, limit: 5 }],
    entries: [entryWith(word)],
    changes: [
      {
        detectedAt: AT,
        model: 'small',
        version: 1,
        kind: word,
        from: word,
        to: word,
        occurredAt: AT,
        publishedAt: null,
        isBaseline: false,
      },
    ],
    events: [{ occurredAt: AT, name: word, source: word, provider: word, id: word }],
    signals: [{ occurredAt: AT, name: word, how: word, eventId: word, amountMinor: 1 }],
    signalsInAll: 500,
  };
}

function entryWith(word: string): Customer['entries'][number] {
  return {
    model: 'small',
    version: 1,
    stage: word,
    cycle: 1,
    enteredAt: '2026-01-01T00:00:00.000Z',
    exitedAt: null,
    skipped: [word],
    causeEventId: word,
    causeEventName: word,
  };
}

export function listedWith(word: string): ListedPerson {
  return {
    customerId: 'c_0123456789abcdef',
    name: word,
    foundBy: word,
    stage: word,
    stageEnteredAt: AT,
    lastActiveAt: AT,
    revenueMinor: 1,
  };
}
