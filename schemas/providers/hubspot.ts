import { readAnswer } from './hubspot/answer.ts';
import { associationChanged } from './hubspot/association.ts';
import { companyArchived, companyChanged, companyCreated } from './hubspot/company.ts';
import {
  contactChanged,
  contactCreated,
  contactDeleted,
  contactMerged,
  contactRestored,
  erasureRequested,
} from './hubspot/contact.ts';
import { dealArchived, dealChanged, dealCreated } from './hubspot/deal.ts';
import { type Message, readMessage } from './hubspot/message.ts';
import { ticketArchived, ticketChanged, ticketCreated } from './hubspot/ticket.ts';
import { noPlaceFor, type Provider, type ProviderEvent } from './provider.ts';
import type { Signing } from './signing.ts';

/** The escapes that HubSpot undoes in an address before it signs it, and no others. */
const ESCAPES = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;
const MILLISECONDS = /^\d{1,15}$/;

/** https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation: version 3. */
const signing: Signing = {
  algorithm: 'sha256',
  encoding: 'base64',
  toleranceSeconds: 300,
  read: ({ method, url, headers, body }) => {
    const signature = headers['x-hubspot-signature-v3'];
    const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
    if (signature === undefined || !MILLISECONDS.test(timestamp)) return null;
    const address = url.replace(ESCAPES, (each) => decodeURIComponent(each));
    return { signatures: [signature], content: [method, address, body, timestamp], signedAt: Number(timestamp) };
  },
};

const USED: Readonly<Record<string, (message: Message) => ProviderEvent[] | null>> = {
  'contact.creation': contactCreated,
  'contact.propertyChange': contactChanged,
  'contact.merge': contactMerged,
  'contact.deletion': contactDeleted,
  'contact.restore': contactRestored,
  'contact.privacyDeletion': erasureRequested,
  'contact.associationChange': associationChanged,
  'deal.creation': dealCreated,
  'deal.propertyChange': dealChanged,
  'deal.deletion': dealArchived,
  'deal.restore': dealArchived,
  'deal.associationChange': associationChanged,
  'ticket.creation': ticketCreated,
  'ticket.propertyChange': ticketChanged,
  'ticket.deletion': ticketArchived,
  'ticket.restore': ticketArchived,
  'ticket.associationChange': associationChanged,
  'company.creation': companyCreated,
  'company.propertyChange': companyChanged,
  'company.deletion': companyArchived,
  'company.restore': companyArchived,
  'company.associationChange': associationChanged,
};

/** HubSpot's webhooks: arrays of changes that name an object and at most one of its properties, so that much is left to its read API. */
export const provider: Provider = {
  name: 'hubspot',
  signing,
  carries: 'many',
  headers: [],
  transport: ['attemptNumber'],
  toEvents: (payload) => {
    const read = readMessage(payload);
    if (!read.ok) return read;
    const { kind } = read.payload;
    const events = Object.hasOwn(USED, kind) ? (USED[kind]?.(read.payload) ?? null) : null;
    return events === null
      ? noPlaceFor('hubspot', kind, '$.subscriptionType', Object.keys(USED))
      : { ok: true, events };
  },
  completes: readAnswer,
};
