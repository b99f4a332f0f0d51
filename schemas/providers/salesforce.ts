import { reason } from '../reason.ts';
import { noPlaceFor, type Provider, type ProviderEvent, type Told } from './provider.ts';
import { accountChanged } from './salesforce/account.ts';
import { caseChanged } from './salesforce/case.ts';
import { type Change, HEADER_PATH, readChanges, told } from './salesforce/change.ts';
import { opportunityChanged, roleChanged } from './salesforce/opportunity.ts';
import { contactChanged, leadChanged } from './salesforce/person.ts';
import { readRecord } from './salesforce/record.ts';

const USED: Readonly<Record<string, (change: Change) => ProviderEvent[] | null>> = {
  Lead: leadChanged,
  Contact: contactChanged,
  Account: accountChanged,
  Opportunity: opportunityChanged,
  OpportunityContactRole: roleChanged,
  Case: caseChanged,
};
/** A change of a field's type concerns all records of an object: `001*`. */
const ALL_RECORDS = /\*$/;

const NAMELESS = 'Enrich the channel with OpportunityId and ContactId, so that every change of a role names both';
const UNNAMED = 'Salesforce no longer names the records. Load those that changed at that time';

/**
 * Salesforce's change events, each the detail of an event of EventBridge's partner bus: nobody signs them, for IAM knows who sends. One may
 * name several records that had the same change.
 */
export const provider: Provider = {
  name: 'salesforce',
  signing: null,
  carries: 'one',
  headers: [],
  transport: [],
  toEvents: (payload, at): Told => {
    const read = readChanges(payload, at);
    if (!read.ok) return read;
    const [first] = read.changes;
    if (first === undefined || ALL_RECORDS.test(first.id)) return kept('recordIds', `many records changed. ${UNNAMED}`);
    const tellOf = Object.hasOwn(USED, first.entity) ? USED[first.entity] : undefined;
    if (tellOf === undefined)
      return noPlaceFor('salesforce', `${first.entity}ChangeEvent`, `${HEADER_PATH}.entityName`, Object.keys(USED));
    const events = read.changes.map(tellOf);
    if (events.includes(null)) return kept('recordIds', `the deal or the contact of a role is not named. ${NAMELESS}`);
    return { ok: true, events: events.flatMap((each) => told(each ?? [])) };
  },
  completes: readRecord,
};

function kept(field: string, message: string): Told {
  return { ok: false, reason: reason('unknown_event', `${HEADER_PATH}.${field}`, message) };
}
