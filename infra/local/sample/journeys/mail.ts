import { DAY, HOUR, iso } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import type { SampleEvent, Tale } from '../tale.ts';

const MONTHS = 24;
const FORGOTTEN = 200 * DAY;

/** The monthly letter, for as long as somebody wants it and half a year after they were last seen. */
export function receiveMail(tale: Tale): void {
  const known = tale.events.find(isConsent);
  if (known === undefined || !isGranted(known)) return;
  const dice = tale.person.dice('mail');
  const until = tale.events.reduce((latest, { at }) => Math.max(latest, at), known.at) + FORGOTTEN;
  const opens = dice.between(0.12, 0.55);
  for (let month = 1; month <= MONTHS; month += 1) {
    const at = issueAfter(known.at, month) + Math.floor(dice.between(0, 2) * HOUR);
    if (at > until || !readLetter(tale, at, opens, dice)) return;
  }
}

/** One letter and what is done with it; false where it was the last. */
function readLetter(tale: Tale, at: number, opens: number, dice: Dice): boolean {
  const { email, index } = tale.person;
  const campaign = `letter-${iso(at).slice(0, 7)}`;
  const mail = { message_id: `${campaign}-${index}`, campaign };
  const tell = (hours: number, name: string, more: object = {}) =>
    tale.tell(at + Math.floor(hours * HOUR), 'marketing', name, { email }, { ...mail, ...more });
  if (dice.chance(0.008)) {
    tell(0.01, 'email_bounced', { bounce: 'hard' });
    return false;
  }
  tell(0, 'email_delivered');
  if (!dice.chance(opens)) return true;
  const opened = dice.wait(9);
  tell(opened, 'email_opened');
  if (dice.chance(0.2)) tell(opened + 0.05, 'email_clicked', { link_url: 'https://tern-coffee.example/shop' });
  const leaves = dice.chance(0.02);
  if (leaves) tell(opened + 0.1, 'email_unsubscribed');
  return !leaves;
}

/** The second of the month after so many months, at seven in the morning. */
function issueAfter(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 2, 7);
}

function isConsent({ body }: SampleEvent): boolean {
  return body.event_name === 'consent_changed';
}

function isGranted({ body }: SampleEvent): boolean {
  return (body.properties as { granted: boolean }).granted;
}
