import type { ProviderEvent } from '../provider.ts';
import { type Message, tell } from './message.ts';

/** Of HubSpot's default pipeline: new, waiting on contact, waiting on us, closed. */
const OPEN_STAGES: readonly string[] = ['1', '2', '3'];
const CLOSED_STAGE = '4';
const FIELDS: Readonly<Record<string, string>> = {
  subject: 'subject',
  hs_ticket_priority: 'priority',
  hs_ticket_category: 'category',
  hubspot_owner_id: 'agent',
};

export function ticketCreated(message: Message): ProviderEvent[] {
  return [tellOf(message, 'ticket_created', {}, true)];
}

/** `closed_date` is set and cleared in every pipeline, whatever its stages are called. */
export function ticketChanged(message: Message): ProviderEvent[] {
  const { property = '', value } = message;
  if (property === 'closed_date') return [tellOf(message, value ? 'ticket_solved' : 'ticket_reopened', {})];
  if (property === 'hs_pipeline_stage' && value) return [stageChanged(message, value)];
  const field = FIELDS[property];
  const told = field === undefined || !value ? {} : { [field]: value };
  return [tellOf(message, 'ticket_updated', { changed: [property], ...told }, value === null)];
}

export function ticketArchived(message: Message): ProviderEvent[] {
  return [tellOf(message, 'ticket_updated', { changed: ['archived'] })];
}

function stageChanged(message: Message, status: string): ProviderEvent {
  if (status === CLOSED_STAGE) return tellOf(message, 'ticket_solved', { status });
  const properties = { changed: ['hs_pipeline_stage'], status };
  return tellOf(message, 'ticket_updated', properties, !OPEN_STAGES.includes(status));
}

function tellOf(message: Message, name: string, properties: object, needsRefetch = false): ProviderEvent {
  return tell(message, name, {
    properties: { ticket_id: message.objectId, ...properties },
    ...(needsRefetch ? { needs_refetch: true } : {}),
  });
}
