import { counted, type Format } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { Profile } from '../read/customer.ts';

/** Who this is, in the few facts that a colleague asks for. */
export function customerFacts(profile: Profile, format: Format): Html {
  const facts: [string, Html | string | null][] = [
    ['First seen', html`${format.day(profile.firstSeenAt)}${throughText(profile)}`],
    ['Known since', profile.identifiedAt === null ? 'still anonymous' : format.day(profile.identifiedAt)],
    ['Last active', format.instant(profile.lastActiveAt)],
    ['Bought for', html`${format.money(profile.revenueMinor)} <span class="note">${daysText(profile)}</span>`],
    ['May be written to', profile.isContactable ? 'yes' : 'no'],
    ['Company', senders(profile.accountId)],
    ['Country', senders(profile.country)],
  ];
  return html`<dl class="facts">${facts.map(([term, value]) => value !== null && html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function throughText({ firstChannel, firstCampaign }: Profile): Html | false {
  const words = [firstChannel, firstCampaign].filter((word) => word !== null);
  return (
    words.length > 0 &&
    html` <span class="note">through ${words.map((word, i) => html`${i > 0 && ', '}<bdi>${word}</bdi>`)}</span>`
  );
}

function daysText({ purchaseDays, isNetCustomer }: Profile): string {
  if (purchaseDays === 0) return 'no purchase';
  return `on ${counted(purchaseDays, 'day', 'days')}${isNetCustomer ? '' : ', all of it refunded'}`;
}

function senders(word: string | null): Html | null {
  return word === null ? null : html`<bdi>${word}</bdi>`;
}
