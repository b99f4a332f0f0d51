import { isFields } from '../../extra.ts';
import { toConsent, toContext } from './context.ts';
import { displace } from './displace.ts';
import type { SegmentMessage } from './message.ts';
import { definitionOf, eventNameOf, isCustom } from './names.ts';
import { toCustomProperties, toProperties } from './properties.ts';
import { contactOf, flattenAccount, flattenTraits } from './traits.ts';

type Fields = Readonly<Record<string, unknown>>;
type Named = { event_name: string; properties: Record<string, unknown> };

/** What a message says in our words: the name and its source, properties, identifiers, context. Nothing is judged yet. */
export function toEvent(message: SegmentMessage, context: Fields): Record<string, unknown> {
  const { event_name, properties } = nameAndProperties(message);
  const consent = toConsent(context);
  return {
    provider: 'segment',
    source: definitionOf(event_name).source,
    event_name,
    ...identifiers(message, context, event_name),
    properties,
    context: toContext(context, message.request_ip),
    ...(consent === null ? {} : { consent }),
  };
}

function nameAndProperties(message: SegmentMessage): Named {
  switch (message.type) {
    case 'track':
      return tracked(message.event, message.properties ?? {});
    case 'page':
    case 'screen':
      return named(`${message.type}_viewed`, displace(message.properties ?? {}, titleOf(message)));
    case 'identify':
      return named('identified', withoutContact(flattenTraits(message.traits ?? {})));
    case 'group':
      return named(
        'account_grouped',
        displace(flattenAccount(message.traits ?? {}), { group_id: String(message.groupId) }),
      );
    case 'alias':
      return named('identified', { previous_id: String(message.previousId) });
  }
}

function tracked(event: string, sent: Fields): Named {
  const event_name = eventNameOf(event);
  if (isCustom(event_name)) {
    // our own name for it carries the sender's name in its properties
    const isOurs = event === event_name && typeof sent.name === 'string';
    const { name, ...properties } = sent;
    const [ownName, own] = isOurs ? [String(name), properties] : [event, sent];
    return { event_name, properties: toCustomProperties(ownName, own, definitionOf(event_name)) };
  }
  return named(event_name, saysWho(event_name) ? withoutContact(flattenTraits(sent)) : sent);
}

function named(event_name: string, sent: Fields): Named {
  return { event_name, properties: toProperties(sent, definitionOf(event_name)) };
}

/** Name and category stand beside the properties of a page or screen. */
function titleOf({
  name,
  category,
}: {
  name?: string | null | undefined;
  category?: string | null | undefined;
}): Fields {
  return { ...(typeof name === 'string' ? { name } : {}), ...(typeof category === 'string' ? { category } : {}) };
}

/** Events in which people leave their own contact data; elsewhere an `email` may be a friend's or a colleague's. */
const SAYS_WHO: ReadonlySet<string> = new Set([
  'signed_up',
  'signed_in',
  'form_submitted',
  'demo_requested',
  'sample_requested',
  'contact_created',
  'order_completed',
]);

function saysWho(eventName: string): boolean {
  return SAYS_WHO.has(eventName);
}

function identifiers(message: SegmentMessage, context: Fields, eventName: string): Record<string, unknown> {
  const account = message.type === 'group' ? message.groupId : context.groupId;
  return {
    ...idOf('user_id', message.userId),
    ...idOf('anonymous_id', message.anonymousId ?? leftBehind(message)),
    ...idOf('account_id', account),
    // a group's context may name its person, its traits never do
    ...contactOf(context.traits),
    ...(message.type === 'identify' ? contactOf(message.traits) : {}),
    ...(message.type === 'track' && saysWho(eventName) ? contactOf(message.properties) : {}),
  };
}

/** What an alias leaves behind is an anonymous id as a rule; where it was a user's, `previous_id` ties the two. */
function leftBehind(message: SegmentMessage): unknown {
  return message.type === 'alias' ? message.previousId : undefined;
}

function idOf(key: string, value: unknown): Record<string, string> {
  return typeof value === 'string' || typeof value === 'number' ? { [key]: String(value) } : {};
}

/** E-mail and phone have places of their own in the event. */
function withoutContact(fields: Record<string, unknown>): Record<string, unknown> {
  const told = contactOf(fields);
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !Object.hasOwn(told, key)));
}

/** What stands in a message beside the fields that an event is made of. */
export function straysOf(message: Fields): Fields {
  return Object.fromEntries(Object.entries(message).filter(([key, value]) => !isTold(key, message) && !isEmpty(value)));
}

const TOLD: ReadonlySet<string> = new Set([
  ...['type', 'messageId', 'userId', 'anonymousId', 'context', 'timestamp', 'originalTimestamp'],
  ...['sentAt', 'receivedAt', 'writeKey', 'request_ip'],
]);
const TOLD_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  track: ['event', 'properties'],
  page: ['name', 'category', 'properties'],
  screen: ['name', 'category', 'properties'],
  identify: ['traits'],
  group: ['groupId', 'traits'],
  alias: ['previousId'],
};

function isTold(key: string, { type }: Fields): boolean {
  return TOLD.has(key) || (TOLD_BY_TYPE[String(type)] ?? []).includes(key);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (isFields(value) && Object.keys(value).length === 0);
}
