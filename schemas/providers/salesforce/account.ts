import type { ProviderEvent } from '../provider.ts';
import { type Change, tell, textsOf } from './change.ts';

const FIELDS: Readonly<Record<string, string>> = {
  Name: 'name',
  Industry: 'industry',
  Website: 'website',
  Description: 'description',
  'BillingAddress.City': 'city',
  'BillingAddress.PostalCode': 'postal_code',
  'BillingAddress.Country': 'country',
};

export function accountChanged(change: Change): ProviderEvent[] {
  const { kind, isGap } = change;
  const changed = kind === 'CREATE' || kind === 'UPDATE' ? change.changed : ['IsDeleted'];
  return [
    tell(change, 'account_updated', {
      identifiers: { account_id: `salesforce:${change.id}` },
      properties: { ...(changed.length === 0 ? {} : { changed }), ...textsOf(change, FIELDS) },
      ...(isGap && kind !== 'DELETE' ? { needs_refetch: true } : {}),
    }),
  ];
}
