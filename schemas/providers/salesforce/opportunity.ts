import type { ProviderEvent } from '../provider.ts';
import { accountOf, type Change, isChanged, moneyOf, tell, textOf, textsOf } from './change.ts';

const FIELDS: Readonly<Record<string, string>> = {
  Name: 'name',
  OwnerId: 'agent',
  LeadSource: 'origin',
  CloseDate: 'closes_on',
};
/** Stages as an org has them at first, for changes that do not tell `IsWon`. */
const WON = 'Closed Won';
const LOST = 'Closed Lost';

export function opportunityChanged(change: Change): ProviderEvent[] {
  const { kind, isGap } = change;
  if (kind === 'CREATE') return [tellOf(change, 'opportunity_created', {}, isGap), ...closed(change)];
  if (kind === 'UPDATE' && !isGap) return updated(change);
  const changed = kind === 'UPDATE' ? [] : ['IsDeleted'];
  return [tellOf(change, 'opportunity_updated', { changed }, isGap && kind !== 'DELETE')];
}

/** What is of no stage is told beside it: an amount that changes with the stage belongs to both. */
function updated(change: Change): ProviderEvent[] {
  const end =
    isChanged(change, 'StageName') || isChanged(change, 'IsWon') || isChanged(change, 'IsClosed') ? closed(change) : [];
  if (end.length > 0) return end;
  if (isChanged(change, 'StageName')) return [tellOf(change, 'opportunity_stage_changed', {}, false)];
  return [tellOf(change, 'opportunity_updated', { changed: change.changed }, false)];
}

/** An update carries what changed and nothing else, so most sales come without their amount. */
function closed(change: Change): ProviderEvent[] {
  const { fields } = change;
  const stage = textOf(change, 'StageName');
  if (fields.IsWon === true || (fields.IsWon === undefined && stage === WON))
    return [tellOf(change, 'deal_won', {}, moneyOf(change, 'Amount').amount_minor === undefined)];
  const isLost = fields.IsClosed === true || (fields.IsClosed === undefined && stage === LOST);
  return isLost ? [tellOf(change, 'deal_lost', {}, false)] : [];
}

/**
 * A contact's role ties the deal to a person. An update tells only what changed, and a deletion nothing: null where the deal or the
 * contact is not named.
 */
export function roleChanged(change: Change): ProviderEvent[] | null {
  const deal = textOf(change, 'OpportunityId');
  const contact = textOf(change, 'ContactId');
  if (deal === undefined || contact === undefined) return null;
  const object = { type: 'Opportunity', id: deal };
  if (change.kind === 'DELETE')
    return [tell(change, 'deal_contact_removed', { object, properties: { deal_id: deal, contact_id: contact } })];
  const isPrimary = change.fields.IsPrimary === true ? { is_primary: true } : {};
  const properties = { deal_id: deal, ...textsOf(change, { Role: 'role' }), ...isPrimary };
  return [tell(change, 'deal_contact_added', { object, identifiers: { crm_id: contact }, properties })];
}

function tellOf(change: Change, name: string, more: object, needsRefetch: boolean): ProviderEvent {
  const contact = textOf(change, 'ContactId');
  return tell(change, name, {
    identifiers: { crm_id: contact, ...accountOf(change) },
    properties: {
      deal_id: change.id,
      ...textsOf(change, { ...FIELDS, StageName: 'stage' }),
      ...moneyOf(change, 'Amount'),
      ...more,
    },
    ...(needsRefetch ? { needs_refetch: true } : {}),
  });
}
