import type { ProviderEvent } from '../provider.ts';
import { type Message, tell } from './message.ts';

/** The stages of HubSpot's default pipeline; those of other pipelines have numbers for names, and only the deal says what they mean. */
const STAGES: ReadonlyMap<string, string> = new Map([
  ['appointmentscheduled', 'opportunity_stage_changed'],
  ['qualifiedtobuy', 'opportunity_stage_changed'],
  ['presentationscheduled', 'opportunity_stage_changed'],
  ['decisionmakerboughtin', 'opportunity_stage_changed'],
  ['contractsent', 'opportunity_stage_changed'],
  ['closedwon', 'deal_won'],
  ['closedlost', 'deal_lost'],
]);
/** Calculated by HubSpot in every pipeline. */
const CLOSED: Readonly<Record<string, string>> = { hs_is_closed_won: 'deal_won', hs_is_closed_lost: 'deal_lost' };
const FIELDS: Readonly<Record<string, string>> = {
  dealname: 'name',
  pipeline: 'pipeline',
  hubspot_owner_id: 'agent',
  closed_lost_reason: 'reason',
};
const MILLISECONDS = /^\d{9,14}$/;

export function dealCreated(message: Message): ProviderEvent[] {
  return [tellOf(message, 'opportunity_created', {}, true)];
}

export function dealChanged(message: Message): ProviderEvent[] {
  const { property = '', value } = message;
  if (property === 'dealstage' && value) return [stageChanged(message, value)];
  const closed = CLOSED[property];
  if (closed !== undefined && value === 'true') return [tellOf(message, closed, {}, closed === 'deal_won')];
  return [tellOf(message, 'opportunity_updated', updated(message), value === null || property === 'amount')];
}

export function dealArchived(message: Message): ProviderEvent[] {
  return [tellOf(message, 'opportunity_updated', { changed: ['archived'] }, message.kind === 'deal.restore')];
}

/** A sale without its amount counts; the read API adds it. */
function stageChanged(message: Message, stage: string): ProviderEvent {
  const name = STAGES.get(stage);
  return tellOf(message, name ?? 'opportunity_stage_changed', { stage }, name === undefined || name === 'deal_won');
}

/** An amount is no money without the deal's currency, which is a property of its own. */
function updated({ property = '', value }: Message): Record<string, unknown> {
  const changed = [property];
  if (property === 'closedate' && value) return { changed, ...closesOn(value) };
  const field = FIELDS[property];
  return { changed, ...(field === undefined || !value ? {} : { [field]: value }) };
}

function closesOn(value: string): { closes_on?: string } {
  return MILLISECONDS.test(value) ? { closes_on: new Date(Number(value)).toISOString() } : {};
}

function tellOf(message: Message, name: string, properties: object, needsRefetch: boolean): ProviderEvent {
  return tell(message, name, {
    properties: { deal_id: message.objectId, ...properties },
    ...(needsRefetch ? { needs_refetch: true } : {}),
  });
}
