import { z } from 'zod';
import { seconds } from './fields.ts';
import { companyEvents } from './intercom/company.ts';
import { contactEvents } from './intercom/contact.ts';
import { conversationEvents } from './intercom/conversation.ts';
import { noPlaceFor, type Provider, readPayload, type Told } from './provider.ts';
import type { Signing } from './signing.ts';

/**
 * https://developers.intercom.com/docs/webhooks/webhook-notifications: HMAC-SHA1 over the body is Intercom's only scheme, and no time is
 * signed. What keeps a replay from counting is the notification's id alone.
 */
const signing: Signing = {
  algorithm: 'sha1',
  encoding: 'hex',
  toleranceSeconds: null,
  read: ({ headers, body }) => {
    const given = (headers['x-hub-signature'] ?? '').split(',').map((each) => each.trim());
    const signatures = given.filter((each) => each.startsWith('sha1=')).map((each) => each.slice('sha1='.length));
    return signatures.length === 0 ? null : { signatures, content: [body], signedAt: null };
  },
};

const topic = z.object({ topic: z.string('Send the payload as the vendor made it') });
const notification = z.object({ id: z.string('Send the payload as the vendor made it').min(1), created_at: seconds });

const TOPICS = ['contact.*', 'conversation.*', 'company.*'];

const BY_OBJECT = new Map([
  ['contact', contactEvents],
  ['visitor', contactEvents],
  ['conversation', conversationEvents],
  ['company', companyEvents],
]);

/** https://developers.intercom.com/docs/references/webhooks/webhook-models: a notification object. */
export const provider: Provider = {
  name: 'intercom',
  signing,
  carries: 'one',
  headers: [],
  transport: ['delivery_status', 'delivery_attempts', 'delivered_at', 'first_sent_at'],
  toEvents: (payload): Told => {
    const named = readPayload(topic, payload);
    if (!named.ok) return named;
    const [object = '', ...what] = named.payload.topic.split('.');
    if (named.payload.topic === 'ping') return { ok: true, events: [] };
    const read = readPayload(notification, payload);
    if (!read.ok) return read;
    const events = BY_OBJECT.get(object)?.(payload, what.join('.'), read.payload) ?? null;
    return events ?? noPlaceFor('intercom', named.payload.topic, '$.topic', TOPICS);
  },
};
