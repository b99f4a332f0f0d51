import type { z } from 'zod';
import { gatherExtra, isFields, unknownOf } from './extra.ts';
import { findUnfit } from './fit.ts';
import { toUtc } from './instant.ts';
import { DEFINITIONS, type Definition, nearestName, type UNIONS } from './names.ts';
import { type Reason, reason, reasonOf, short } from './reason.ts';
import { SOURCES, type Source } from './source.ts';

export { EVENT_NAMES, UNIONS } from './names.ts';
export { REASON_CODES, type Reason, type ReasonCode } from './reason.ts';
export { SOURCES, type Source } from './source.ts';

/** An event as it lands, its keys in the order of the line: told apart by `event_name`, nulls left out. */
export type LandedEvent = z.infer<(typeof UNIONS)[Source]>;

export interface ParseCircumstances {
  /** ISO instants, UTC, with milliseconds. */
  now: string;
  receivedAt: string;
  /** For an event that names no source. */
  defaultSource: Source;
  /** A `received_at` of the event's own holds: only a bulk load may say so. */
  keepReceivedAt?: boolean;
  /** Whether the JSON text had a `\u`; false spares the look for characters that only an escape can bring in. */
  hasEscapes?: boolean;
}

export type ParsedEvent = { ok: true; event: LandedEvent } | { ok: false; reason: Reason };

type Fields = Record<string, unknown>;

const LATEST_MS = 24 * 60 * 60 * 1000;
const IDENTIFIERS = [
  'user_id',
  'anonymous_id',
  'email',
  'phone',
  'account_id',
  'crm_id',
  'billing_id',
  'support_id',
] as const;
const ENVELOPE: ReadonlySet<string> = new Set([
  'event_id',
  'source',
  'provider',
  'event_name',
  'schema_version',
  'occurred_at',
  'received_at',
  ...IDENTIFIERS,
  'properties',
  'context',
  'consent',
]);

/**
 * Judges one JSON value: the event as it lands, or the first reason why it cannot. Pure, and never throws. Nothing sent
 * is lost: what no schema types is kept under `properties.extra`. Instants of the envelope become UTC with milliseconds;
 * `provider` and `schema_version` get their defaults; what is sent otherwise stays as it is.
 */
export function parseEvent(value: unknown, at: ParseCircumstances): ParsedEvent {
  const unfit = findUnfit(value, at.hasEscapes);
  if (unfit !== null) return refuse(unfit);
  if (!isFields(value)) {
    return refuse(reason('not_an_object', '$', `an event is a JSON object, this is ${short(value)}. Send {...}`));
  }
  const source = value.source ?? at.defaultSource;
  const definition = DEFINITIONS.get(value.event_name as string);
  if (definition === undefined || definition.source !== source) return refuse(misnamed(value.event_name, source));
  return judge(toLanded(value, definition, at), definition, at);
}

function judge(landed: Fields, { schema, accepts }: Definition, at: ParseCircumstances): ParsedEvent {
  const issue = accepts(landed) ? undefined : schema.safeParse(landed).error?.issues[0];
  if (issue !== undefined) return refuse(reasonOf(issue, landed));
  // The schema judges and does not rebuild: what was sent stays in place, also keys that no schema could copy.
  const event = landed as LandedEvent;
  event.occurred_at = toUtc(event.occurred_at);
  event.received_at = toUtc(event.received_at);
  return isBeyond(event.occurred_at, at.now) ? refuse(inTheFuture(event.occurred_at)) : { ok: true, event };
}

/** The fields of the line in their order: nulls left out, defaults set, unknown keys moved, nothing judged yet. */
function toLanded(sent: Fields, { known }: Definition, at: ParseCircumstances): Fields {
  const landed: Fields = {
    event_id: sent.event_id,
    source: sent.source ?? at.defaultSource,
    provider: sent.provider ?? 'canonical',
    event_name: sent.event_name,
    schema_version: sent.schema_version ?? 1,
    occurred_at: sent.occurred_at,
    received_at: (at.keepReceivedAt ? sent.received_at : null) ?? at.receivedAt,
  };
  for (const name of IDENTIFIERS) {
    const identifier = sent[name];
    if (identifier !== undefined && identifier !== null) landed[name] = identifier;
  }
  const strays = unknownOf(sent, (key) => ENVELOPE.has(key));
  const properties = sent.properties ?? {};
  landed.properties = isFields(properties) ? gatherExtra(properties, known, strays) : properties;
  landed.context = sent.context ?? {};
  if (sent.consent !== undefined && sent.consent !== null) landed.consent = sent.consent;
  return landed;
}

/** Canonical instants of four-digit years sort as text, so that the usual event costs no arithmetic. */
function isBeyond(occurredAt: string, now: string): boolean {
  return occurredAt > now && Date.parse(occurredAt) > Date.parse(now) + LATEST_MS;
}

function inTheFuture(occurredAt: string): Reason {
  const remedy = 'Send when it happened, at most 24 hours ahead of now';
  return reason('in_the_future', '$.occurred_at', `occurred_at is in the future: ${occurredAt}. ${remedy}`);
}

/** Why a name and a source do not go together. */
function misnamed(name: unknown, source: unknown): Reason {
  if (name === undefined || name === null) {
    return reason('missing_field', '$.event_name', 'event_name is missing. Send one, for example page_viewed');
  }
  if (typeof name !== 'string') {
    return reason('wrong_type', '$.event_name', `event_name has the wrong type: ${short(name)}. Send a string`);
  }
  if (!SOURCES.some((known) => known === source)) {
    const fault = typeof source === 'string' ? 'is not accepted' : 'has the wrong type';
    const code = typeof source === 'string' ? 'invalid_value' : 'wrong_type';
    return reason(code, '$.source', `source ${fault}: ${short(source)}. Send one of ${SOURCES.join(', ')}`);
  }
  const owner = DEFINITIONS.get(name)?.source;
  return owner === undefined ? unknownName(name) : foreignName(name, owner, String(source));
}

function foreignName(name: string, owner: Source, source: string): Reason {
  const message = `${name} is an event of ${owner}, not of ${source}. Send it with "source": "${owner}"`;
  return reason('wrong_source', '$.event_name', message);
}

function unknownName(name: string): Reason {
  const nearest = nearestName(name);
  const remedy = `The nearest known one is ${nearest} (${DEFINITIONS.get(nearest)?.source}); for a name of your own send custom_tracked with properties.name`;
  return reason('unknown_event', '$.event_name', `event_name is not known: ${short(name)}. ${remedy}`);
}

function refuse(why: Reason): ParsedEvent {
  return { ok: false, reason: why };
}
