import type { z } from 'zod';
import { isFields } from '../../extra.ts';
import type { Definition } from '../../names.ts';
import { amountMinorOf, currencyOf, toMinorUnits } from './amounts.ts';
import { fitKinds, misfits } from './kinds.ts';
import { toItems, toProducts } from './products.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Ours by theirs, for whatever event has a place for ours and none for theirs. */
const RENAMED: Readonly<Record<string, string>> = {
  email_id: 'message_id',
  email_subject: 'subject',
  campaign_name: 'campaign',
  invitee_email: 'referee_email',
  agent_username: 'agent',
  message_body: 'message',
  conversation_duration: 'seconds_open',
  trial_plan_name: 'plan',
  trial_start_date: 'starts_at',
  trial_end_date: 'ends_at',
  firstName: 'first_name',
  lastName: 'last_name',
  createdAt: 'created_at',
  postalCode: 'postal_code',
};

/** Properties of one of Segment's calls as the event's schema knows them; what it does not know keeps its name. */
export function toProperties(sent: Fields, definition: Definition): Record<string, unknown> {
  const { known } = definition;
  const currency = currencyOf(sent);
  const isKnown = (key: string) => known.has(key);
  const named = rename(sent, isKnown, kindsOf(definition));
  const properties = {
    ...toMinorUnits(withQuery(named, isKnown), currency, isKnown),
    ...(currency !== null && isKnown('currency') ? { currency } : {}),
    ...amount(named, currency, isKnown),
  };
  return fitKinds(withProducts(properties, currency, isKnown), kindsOf(definition));
}

/**
 * Properties under a name that is the sender's own: such keys mean what the sender says, so what does not fit ours is
 * kept beside them as extra instead of costing the event.
 */
export function toCustomProperties(name: string, sent: Fields, definition: Definition): Record<string, unknown> {
  const { name: ownName, ...properties } = toProperties(sent, definition);
  const unfit = new Set(misfits(properties, kindsOf(definition)));
  const isKept = (key: string) => definition.known.has(key) && !unfit.has(key);
  const kept = Object.entries(properties).filter(([key]) => isKept(key));
  const extra = Object.entries(properties).filter(([key]) => !isKept(key));
  const more = ownName === undefined ? extra : [...extra, ['name', ownName]];
  return { name, ...Object.fromEntries(kept), ...(more.length === 0 ? {} : { extra: Object.fromEntries(more) }) };
}

function kindsOf({ schema }: Definition): Readonly<Record<string, z.core.$ZodType>> {
  return schema.shape.properties.shape;
}

type IsKnown = (key: string) => boolean;

/** What does not fit under our name keeps its own: no sender of theirs promised ours. */
function rename(sent: Fields, isKnown: IsKnown, kinds: ReturnType<typeof kindsOf>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).map(([key, value]) => {
      const ours = Object.hasOwn(RENAMED, key) ? RENAMED[key] : undefined;
      const isFree = ours !== undefined && isKnown(ours) && !isKnown(key) && !Object.hasOwn(sent, ours);
      return [isFree && misfits(fitKinds({ [ours]: value }, kinds), kinds).length === 0 ? ours : key, value];
    }),
  );
}

/** A search may be sent as an object: then its JSON is what was searched for. */
function withQuery(sent: Fields, isKnown: IsKnown): Fields {
  const { query } = sent;
  return isFields(query) && isKnown('query') ? { ...sent, query: JSON.stringify(query) } : sent;
}

function amount(sent: Fields, currency: string | null, isKnown: IsKnown): { amount_minor?: number } {
  if (currency === null || !isKnown('amount_minor') || (sent.amount_minor ?? null) !== null) return {};
  const minor = amountMinorOf(sent, currency);
  return minor === null ? {} : { amount_minor: minor };
}

function withProducts(properties: Fields, currency: string | null, isKnown: IsKnown): Fields {
  const { products, ...others } = properties;
  if (!Array.isArray(products)) return properties;
  if (isKnown('products')) return { ...others, products: toProducts(products, currency) };
  const items = isKnown('items') && others.items === undefined ? toItems(products, currency) : null;
  return items === null ? properties : { ...others, items };
}
