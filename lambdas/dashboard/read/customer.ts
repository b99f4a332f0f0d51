import { customerEvents, customerSignals, type Slice } from '../../../sql/dashboard.ts';
import {
  countSignals,
  findCustomers,
  personChanges,
  personEntries,
  personHubs,
  personIdentifiers,
  personRow,
} from '../../../sql/operations.ts';
import type { Row, Warehouse } from '../../lib/warehouse/warehouse.ts';
import { count, numberOrNull, text, textOrNull, texts, type Whole, wholeOrNull } from './values.ts';

/** The row of `customers` as far as a page shows it. */
export type Profile = {
  email: string | null;
  userId: string | null;
  accountId: string | null;
  country: string | null;
  firstChannel: string | null;
  firstCampaign: string | null;
  firstSeenAt: string;
  identifiedAt: string | null;
  firstPurchasedAt: string | null;
  lastActiveAt: string | null;
  purchaseDays: number;
  revenueMinor: Whole | null;
  isContactable: boolean;
  isNetCustomer: boolean;
  events: number;
};
export type Identifier = {
  type: string;
  value: string;
  isHub: boolean;
  firstSeenAt: string | null;
  lastSeenAt: string | null;
};
export type Hub = { identifier: string; linked: number; linkedTo: string; limit: number };
export type Entry = {
  model: string;
  version: number;
  stage: string;
  cycle: number;
  enteredAt: string;
  exitedAt: string | null;
  skipped: string[];
  causeEventId: string | null;
  causeEventName: string | null;
};
export type Announced = {
  detectedAt: string;
  model: string;
  version: number;
  kind: string;
  from: string | null;
  to: string;
  occurredAt: string;
  publishedAt: string | null;
  isBaseline: boolean;
};
export type CustomerEvent = { occurredAt: string; name: string; source: string; provider: string; id: string };
export type CustomerSignal = {
  occurredAt: string;
  name: string;
  how: string;
  eventId: string;
  amountMinor: Whole | null;
};

export type Customer = {
  id: string;
  /** Null for a shared identifier without events of its own. */
  profile: Profile | null;
  identifiers: Identifier[];
  hubs: Hub[];
  entries: Entry[];
  changes: Announced[];
  events: CustomerEvent[];
  signals: CustomerSignal[];
  signalsInAll: number;
};

/** The id under which a customer is known now: the same, the one that an old id leads to, null for an id that nobody has. */
export async function currentId(warehouse: Warehouse, customerId: string): Promise<string | null> {
  const rows = await warehouse.query(findCustomers({ by: 'customer_id', customerId }));
  const row = rows.find((candidate) => candidate.customer_id === customerId) ?? rows[0];
  return row === undefined ? null : text(row, 'customer_id');
}

/** Everything that a customer's page shows. */
export async function readCustomer(
  warehouse: Warehouse,
  id: string,
  slices: { events: Slice; signals: Slice },
): Promise<Customer> {
  const rows = (statement: string) => warehouse.query(statement);
  const [profile] = await rows(personRow(id));
  const [total] = await rows(countSignals(id));
  return {
    id,
    profile: profile === undefined ? null : toProfile(profile),
    identifiers: (await rows(personIdentifiers(id))).map(toIdentifier),
    hubs: (await rows(personHubs(id))).map(toHub),
    entries: (await rows(personEntries(id))).map(toEntry),
    changes: (await rows(personChanges(id))).map(toAnnounced),
    events: (await rows(customerEvents(id, slices.events))).map(toEvent),
    signals: (await rows(customerSignals(id, slices.signals))).map(toSignal),
    signalsInAll: count(total, 'signals'),
  };
}

function toProfile(row: Row): Profile {
  return {
    email: textOrNull(row, 'email'),
    userId: textOrNull(row, 'user_id'),
    accountId: textOrNull(row, 'account_id'),
    country: textOrNull(row, 'country'),
    firstChannel: textOrNull(row, 'first_channel'),
    firstCampaign: textOrNull(row, 'first_campaign'),
    firstSeenAt: text(row, 'first_seen_at'),
    identifiedAt: textOrNull(row, 'identified_at'),
    firstPurchasedAt: textOrNull(row, 'first_purchased_at'),
    lastActiveAt: textOrNull(row, 'last_active_at'),
    purchaseDays: count(row, 'purchase_days'),
    revenueMinor: wholeOrNull(row, 'revenue_minor'),
    isContactable: row.is_contactable === true,
    isNetCustomer: row.is_net_customer === true,
    events: count(row, 'count_events'),
  };
}

function toIdentifier(row: Row): Identifier {
  return {
    type: text(row, 'id_type'),
    value: text(row, 'id_value'),
    isHub: row.is_hub === true,
    firstSeenAt: textOrNull(row, 'first_seen_at'),
    lastSeenAt: textOrNull(row, 'last_seen_at'),
  };
}

function toHub(row: Row): Hub {
  return {
    identifier: text(row, 'identifier'),
    linked: count(row, 'linked'),
    linkedTo: text(row, 'linked_to'),
    limit: numberOrNull(row, 'limit_applied') ?? 0,
  };
}

function toEntry(row: Row): Entry {
  return {
    model: text(row, 'model'),
    version: count(row, 'model_version'),
    stage: text(row, 'stage'),
    cycle: count(row, 'cycle'),
    enteredAt: text(row, 'entered_at'),
    exitedAt: textOrNull(row, 'exited_at'),
    skipped: texts(row, 'skipped_stages'),
    causeEventId: textOrNull(row, 'cause_event_id'),
    causeEventName: textOrNull(row, 'cause_event_name'),
  };
}

function toAnnounced(row: Row): Announced {
  return {
    detectedAt: text(row, 'detected_at'),
    model: text(row, 'model'),
    version: count(row, 'model_version'),
    kind: text(row, 'kind'),
    from: textOrNull(row, 'from_stage'),
    to: text(row, 'to_stage'),
    occurredAt: text(row, 'occurred_at'),
    publishedAt: textOrNull(row, 'published_at'),
    isBaseline: row.is_baseline === true,
  };
}

function toEvent(row: Row): CustomerEvent {
  return {
    occurredAt: text(row, 'occurred_at'),
    name: text(row, 'event_name'),
    source: text(row, 'source'),
    provider: text(row, 'provider'),
    id: text(row, 'event_id'),
  };
}

function toSignal(row: Row): CustomerSignal {
  return {
    occurredAt: text(row, 'occurred_at'),
    name: text(row, 'signal'),
    how: text(row, 'how'),
    eventId: text(row, 'event_id'),
    amountMinor: wholeOrNull(row, 'amount_minor'),
  };
}
