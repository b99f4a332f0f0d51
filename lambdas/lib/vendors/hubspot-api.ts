import { HUBSPOT_OBJECTS } from '../../../schemas/providers/hubspot/answer.ts';
import { type GetOptions, getJson } from './get-json.ts';
import type { VendorApi } from './vendor-api.ts';

export const HUBSPOT_URL = 'https://api.hubapi.com';

/** HubSpot's CRM API, version 3: an object with the properties that we read and the ids of what it is associated with. */
export function hubspotApi(options: Omit<GetOptions, 'vendor'>): VendorApi {
  const get = getJson({ ...options, vendor: 'hubspot' });
  return {
    knows: (type) => Object.hasOwn(HUBSPOT_OBJECTS, type),
    read: ({ type, id }) => {
      const { path = type, properties = [], associations = [] } = HUBSPOT_OBJECTS[type] ?? {};
      const asked = new URLSearchParams({ properties: properties.join(',') });
      if (associations.length > 0) asked.set('associations', associations.join(','));
      return get(`/crm/v3/objects/${path}/${encodeURIComponent(id)}?${asked}`);
    },
  };
}
