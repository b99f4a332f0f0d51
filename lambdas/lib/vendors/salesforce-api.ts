import { SALESFORCE_OBJECTS } from '../../../schemas/providers/salesforce/record.ts';
import { type GetOptions, getJson } from './get-json.ts';
import type { VendorApi } from './vendor-api.ts';

const VERSION = 'v64.0';

/** Salesforce's REST API: a record with all fields that the token may see, and the records related to it that name its persons. */
export function salesforceApi(options: Omit<GetOptions, 'vendor'>): VendorApi {
  const get = getJson({ ...options, vendor: 'salesforce' });
  return {
    knows: (type) => Object.hasOwn(SALESFORCE_OBJECTS, type),
    read: async ({ type, id }) => {
      const path = `/services/data/${VERSION}/sobjects/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
      const { related } = SALESFORCE_OBJECTS[type] ?? {};
      const record = await get(path);
      if (record.kind !== 'found' || related === undefined) return record;
      const others = await get(`${path}/${related}`);
      if (others.kind === 'failed') return others;
      return { kind: 'found', object: { ...record.object, [related]: others.kind === 'found' ? others.object : null } };
    },
  };
}
