import { quoted } from './statements.ts';

// The selects by which a person is explained and two stage models are compared, over the published tables.

/** What identifier or customer_id a person at the command line may mean. */
export type Asked =
  | { by: 'identifier'; identifier: string }
  /** Identifiers of several types, any of which may be meant, and a vendor's own id without its scope. */
  | { by: 'value'; identifiers: readonly string[]; scopedId: string }
  | { by: 'customer_id'; customerId: string };

/** The customers meant, with the identifier that led to each: customer_id, found_by. A customer_id may be an old one. */
export function findCustomers(asked: Asked): string {
  switch (asked.by) {
    case 'identifier':
      return customersOf(`identifier = ${quoted(asked.identifier)}`);
    case 'value':
      return customersOf(
        `identifier in (${asked.identifiers.map(quoted).join(', ')}) or id_type in ('crm_id', 'billing_id', 'support_id') and substr(id_value, strpos(id_value, ':') + 1) = ${quoted(asked.scopedId)}`,
      );
    case 'customer_id':
      return customerOrRedirect(asked.customerId);
  }
}

function customersOf(condition: string): string {
  return `select customer_id, identifier as found_by from customer_ids where ${condition} order by identifier`;
}

function customerOrRedirect(customerId: string): string {
  const id = quoted(customerId);
  return `select distinct customer_id, ${id} as found_by from customer_ids where customer_id = ${id}
union
select customer_id, old_customer_id as found_by from customer_redirects where old_customer_id = ${id}`;
}

/** Known identifiers and customers whose text is most like the one asked for, best first: known. DuckDB's own functions. */
export function nearestIdentifiers(text: string, limit: number): string {
  const asked = quoted(text.toLowerCase());
  return `select known
from (
    select identifier as known, greatest(
        jaro_winkler_similarity(lower(identifier), ${asked}), jaro_winkler_similarity(lower(id_value), ${asked})
    ) as likeness
    from customer_ids
    union
    select customer_id as known, jaro_winkler_similarity(customer_id, ${asked}) as likeness
    from customer_ids
) as candidates
where likeness >= 0.8
order by likeness desc, known
limit ${whole(limit)}`;
}

/** The row of `customers`; none for a hub without events of its own. */
export function personRow(customerId: string): string {
  return `select * from customers where customer_id = ${quoted(customerId)}`;
}

/** The customer's identifiers, strongest first, each with those it was seen together with and, for a hub, the limit it broke. */
export function personIdentifiers(customerId: string): string {
  return `select c.identifier, c.id_type, c.id_value, c.is_hub, c.first_seen_at, c.last_seen_at, h.linked, h.linked_to, h.limit_applied,
    array_agg(e.neighbour order by e.neighbour) filter (where e.neighbour is not null) as tied_to
from customer_ids as c
join int_identifiers as i on i.identifier = c.identifier
left join int_identity_edges as e on e.identifier = c.identifier
left join identity_conflicts as h on h.identifier = c.identifier
where c.customer_id = ${quoted(customerId)}
group by c.identifier, c.id_type, c.id_value, c.is_hub, c.first_seen_at, c.last_seen_at, i.strength, h.linked, h.linked_to, h.limit_applied
order by i.strength, c.first_seen_at, c.id_value`;
}

/** Hubs that the customer's identifiers were seen with: shared by many, so that they tie nobody together. */
export function personHubs(customerId: string): string {
  return `select distinct h.identifier, h.linked, h.linked_to, h.limit_applied
from customer_ids as c
join int_identifier_links as l on l.identifier = c.identifier
join identity_conflicts as h on h.identifier = l.neighbour
where c.customer_id = ${quoted(customerId)}
order by h.identifier`;
}

/** The latest events that count, latest first. */
export function personEvents(customerId: string, limit: number): string {
  return `select occurred_at, event_name, source, provider, event_id
from events_by_customer
where customer_id = ${quoted(customerId)}
order by occurred_at desc, event_id desc
limit ${whole(limit)}`;
}

/** The latest signals, latest first. */
export function personSignals(customerId: string, limit: number): string {
  return `select occurred_at, signal, how, event_id, is_activity, amount_minor
from signals
where customer_id = ${quoted(customerId)}
order by occurred_at desc, signal, how
limit ${whole(limit)}`;
}

/** How many signals the customer has in all: signals. */
export function countSignals(customerId: string): string {
  return `select cast(count(*) as bigint) as signals from signals where customer_id = ${quoted(customerId)}`;
}

/** Every entry under every model, in order, with the name of the event that caused it. */
export function personEntries(customerId: string): string {
  return `select h.model, h.model_version, h.stage, h.stage_rank, h.cycle, h.entry_seq, h.entered_at, h.exited_at, h.is_current,
    h.previous_stage, h.skipped_stages, h.cause_event_id, e.event_name as cause_event_name
from stage_history as h
left join events as e on e.event_id = h.cause_event_id
where h.customer_id = ${quoted(customerId)}
order by h.model, h.model_version, h.entered_at`;
}

/** What was found to have changed, under every model, and when subscribers were told; an old customer_id's too. */
export function personChanges(customerId: string): string {
  const id = quoted(customerId);
  return `select detected_at, model, model_version, kind, from_stage, to_stage, entry_seq, occurred_at, previous_occurred_at,
    is_baseline, published_at, change_id, customer_id, merged_into
from stage_changes
where customer_id = ${id} or customer_id in (select old_customer_id from customer_redirects where customer_id = ${id})
order by detected_at, customer_id, model, model_version, sequence`;
}

/**
 * Which of two identifiers have been seen, whether they are hubs, and with how many of the other's type each would have been seen if the
 * two were linked: identifier, is_hub, of_type, linked, most_allowed (null where that type makes no hub).
 */
export function identifiersToLink(one: string, other: string): string {
  return [seenBeside(one, other), seenBeside(other, one)].join('\nunion all\n');
}

function seenBeside(identifier: string, other: string): string {
  const [own, beside] = [quoted(identifier), quoted(other)];
  return `select c.identifier, c.is_hub, split_part(${beside}, ':', 1) as of_type,
    cast(1 + (select count(*) from int_identifier_links as l
        where l.identifier = ${own} and l.neighbour <> ${beside} and l.neighbour_type = split_part(${beside}, ':', 1)) as bigint) as linked,
    case when c.id_type = 'user_id' then null
        when split_part(${beside}, ':', 1) = 'user_id' then s.hub_user_ids
        when split_part(${beside}, ':', 1) = 'email' then s.hub_emails end as most_allowed
from customer_ids as c
cross join settings as s
where c.identifier = ${own}`;
}

/** The stage models of the published tables. */
export const BUILT_MODELS = 'select model, model_version from stage_models order by model, model_version';

/** A stage model as the tables name it. */
export type ModelVersion = { model: string; version: number };

/** How many customers stand where under each of two models: from_stage, to_stage, customers; null where a customer has no entry. */
export function stagePairs(one: ModelVersion, other: ModelVersion): string {
  return `select a.stage as from_stage, b.stage as to_stage, cast(count(*) as bigint) as customers
from (${standing(one)}) as a
full join (${standing(other)}) as b on b.customer_id = a.customer_id
group by a.stage, b.stage
order by customers desc, from_stage, to_stage`;
}

/** The customers that stand elsewhere under the other model, with who they are and since when. */
export function customersThatMove(one: ModelVersion, other: ModelVersion, limit: number): string {
  return `select coalesce(a.customer_id, b.customer_id) as customer_id, c.user_id, c.email,
    a.stage as from_stage, a.entered_at as from_since, b.stage as to_stage, b.entered_at as to_since
from (${standing(one)}) as a
full join (${standing(other)}) as b on b.customer_id = a.customer_id
left join customers as c on c.customer_id = coalesce(a.customer_id, b.customer_id)
where a.stage is distinct from b.stage
order by from_stage, to_stage, customer_id
limit ${whole(limit)}`;
}

function standing({ model, version }: ModelVersion): string {
  return `select customer_id, stage, entered_at from stage_current where model = ${quoted(model)} and model_version = ${whole(version)}`;
}

/** A number as it may stand in a statement. Throws for what is no whole number from 0. */
function whole(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new RangeError(`[operations] ${value} is no whole number from 0`);
}
