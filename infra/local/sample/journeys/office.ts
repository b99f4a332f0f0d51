import { DAY, daysLater, MINUTE } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import type { Device } from '../people.ts';
import { click, page, type Tale, track } from '../tale.ts';
import { changed, contactOf, created, dealOf, dealOfContact } from '../vendors/hubspot.ts';
import { survey } from './praise.ts';
import { askForHelp } from './support.ts';
import { arrive, browsing, signUp, visit } from './visit.ts';

const AGENTS = ['Noor', 'Tom', 'Agnes'];
const LOST = ['price', 'no_budget', 'competitor', 'no_answer'];

/** Wants coffee for an office: a lead, then a deal that is won or lost, and perhaps another. */
export function negotiate(tale: Tale): void {
  const { place, channel } = tale.person;
  const dice = tale.person.dice('office');
  const came = visit(
    tale,
    daysLater(arrive(tale), dice.wait(5), place.utcOffset, dice),
    'again',
    browsing(tale, dice),
    false,
  );
  const asked = askForOffer(tale, came + MINUTE, dice);
  const qualified = daysLater(asked, 1 + dice.wait(4), place.utcOffset, dice);
  if (!dice.chance(Math.min(0.9, 0.6 * channel.quality))) return;
  changed(tale, qualified, 'contact', contactOf(tale), { lifecyclestage: 'marketingqualifiedlead' });
  if (!dice.chance(0.75)) return;
  const accepted = daysLater(qualified, dice.wait(3), place.utcOffset, dice);
  changed(tale, accepted, 'contact', contactOf(tale), { lifecyclestage: 'salesqualifiedlead' });
  tell(tale, daysLater(accepted, dice.wait(3), place.utcOffset, dice), 'call_made', { lead_id: leadOf(tale) });
  if (!dice.chance(0.8)) return;
  const won = deal(tale, daysLater(accepted, 3 + dice.wait(6), place.utcOffset, dice), 0, dice);
  if (won === null) return;
  signUp(tale, won + DAY, 'product', tale.person.devices[0] as Device);
  if (dice.chance(0.35)) deal(tale, daysLater(won, dice.between(150, 320), place.utcOffset, dice), 1, dice);
}

function askForOffer(tale: Tale, at: number, dice: Dice): number {
  const { person } = tale;
  const [device] = person.devices as [Device];
  const form = { form: 'office-offer', email: person.email };
  const name = dice.chance(0.5) ? 'form_submitted' : 'demo_requested';
  const offer = track(name, name === 'form_submitted' ? form : { email: person.email, company: person.company });
  const left = click(tale, at, device, [page('/office', 'Coffee for offices'), offer], false);
  const contact = contactOf(tale);
  created(tale, left + MINUTE, 'contact', contact);
  changed(tale, left + MINUTE, 'contact', contact, {
    email: person.email,
    company: person.company,
    lifecyclestage: 'lead',
  });
  return left + MINUTE;
}

/** Answers when it was won, null where it was lost. */
function deal(tale: Tale, opened: number, nth: number, dice: Dice): number | null {
  const { place, channel } = tale.person;
  const id = dealOf(tale, nth);
  const amount = dice.whole(9, 120) * 100;
  const agent = dice.pick(AGENTS);
  const terms = { deal_id: String(id), agent };
  created(tale, opened, 'deal', id);
  dealOfContact(tale, opened, id);
  changed(tale, opened, 'deal', id, {
    dealname: `${tale.person.company}, coffee`,
    amount,
    dealstage: 'appointmentscheduled',
  });
  const met = daysLater(opened, 2 + dice.wait(5), place.utcOffset, dice);
  tell(tale, met, 'meeting_held', { ...terms, duration_seconds: dice.whole(20, 60) * 60 });
  changed(tale, met + MINUTE, 'deal', id, { dealstage: 'presentationscheduled' });
  tell(tale, met + DAY, 'quote_sent', { ...terms, amount_minor: amount * 100, currency: 'USD' });
  const closed = daysLater(met, 4 + dice.wait(14), place.utcOffset, dice);
  if (!dice.chance(Math.min(0.7, 0.46 * channel.quality))) {
    changed(tale, closed, 'deal', id, { closed_lost_reason: dice.pick(LOST), dealstage: 'closedlost' });
    return null;
  }
  changed(tale, closed, 'deal', id, { dealstage: 'closedwon' });
  changed(tale, closed, 'contact', contactOf(tale), { lifecyclestage: 'customer' });
  if (dice.chance(0.5)) askForHelp(tale, closed + 20 * DAY, terms.deal_id);
  if (dice.chance(0.6)) survey(tale, closed + 45 * DAY, terms.deal_id, dice.chance(0.7));
  return closed;
}

function leadOf({ story, person }: Tale): string {
  return `lead-${story.seed}-${person.index}`;
}

function tell(tale: Tale, at: number, name: string, properties: object): void {
  const { person } = tale;
  const ids = { email: person.email, crm_id: String(contactOf(tale)), account_id: `acc-${person.index}` };
  tale.tell(at, 'sales', name, ids, { ...properties }, 'hubspot');
}
