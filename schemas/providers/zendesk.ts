import { isInstant, toUtc } from '../instant.ts';
import { noPlaceFor, type Provider, readPayload, type Told } from './provider.ts';
import type { Signing } from './signing.ts';
import { envelope } from './zendesk/envelope.ts';
import { organizationEvents } from './zendesk/organization.ts';
import { ratingEvents } from './zendesk/rating.ts';
import { ticketEvents } from './zendesk/ticket.ts';
import { userEvents } from './zendesk/user.ts';

/** https://developer.zendesk.com/documentation/webhooks/verifying/; the tolerance is ours, Zendesk names none. */
const signing: Signing = {
  algorithm: 'sha256',
  encoding: 'base64',
  toleranceSeconds: 300,
  read: ({ headers, body }) => {
    const at = headers['x-zendesk-webhook-signature-timestamp'] ?? '';
    const signature = headers['x-zendesk-webhook-signature'];
    if (signature === undefined || !isInstant(at)) return null;
    const signatures = signature.split(',').map((each) => each.trim());
    return { signatures, content: [at, body], signedAt: Date.parse(toUtc(at)) };
  },
};

const KINDS = ['ticket.*', 'user.*', 'organization.*'];
/** The documentation writes some kinds with a slash. */
const KIND = /^zen:event-type[:/](ticket|user|organization)\.([a-z_]+)$/;

const BY_SUBJECT = { ticket: ticketEvents, user: userEvents, organization: organizationEvents } as const;

/**
 * Zendesk's event subscriptions, and ticket ratings by a trigger whose body is ours (`zendesk/rating.ts`).
 * https://developer.zendesk.com/api-reference/webhooks/event-types/webhook-event-types/
 */
export const provider: Provider = {
  name: 'zendesk',
  signing,
  carries: 'one',
  headers: [],
  transport: [],
  toEvents: (payload): Told => {
    if (payload.type === 'ticket_rated') return ratingEvents(payload);
    const read = readPayload(envelope, payload);
    if (!read.ok) return read;
    const [, subject, change] = KIND.exec(read.payload.type) ?? [];
    if (subject === undefined || change === undefined) return noPlaceFor('zendesk', read.payload.type, '$.type', KINDS);
    return BY_SUBJECT[subject as keyof typeof BY_SUBJECT](payload, change);
  },
};
