import type { ProviderEvent } from '../provider.ts';
import { type Message, tell } from './message.ts';

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  industry: 'industry',
  city: 'city',
  zip: 'postal_code',
  country: 'country',
  website: 'website',
  lifecyclestage: 'stage',
};

export function companyCreated(message: Message): ProviderEvent[] {
  return [tellOf(message, {}, true)];
}

export function companyChanged(message: Message): ProviderEvent[] {
  const { property = '', value } = message;
  const field = FIELDS[property];
  const told = field === undefined || !value ? {} : { [field]: value };
  return [tellOf(message, { changed: [property], ...told }, value === null)];
}

export function companyArchived(message: Message): ProviderEvent[] {
  return [tellOf(message, { changed: ['archived'] }, false)];
}

function tellOf(message: Message, properties: object, needsRefetch: boolean): ProviderEvent {
  return tell(message, 'account_updated', {
    identifiers: { account_id: `hubspot:${message.objectId}` },
    properties: { ...properties },
    ...(needsRefetch ? { needs_refetch: true } : {}),
  });
}
