import { HOUR } from '../calendar.ts';
import type { Tale } from '../tale.ts';

const AGENTS = ['Kim', 'Ravi', 'Lou', 'Ines'];
const SUBJECTS = ['Where is my parcel?', 'Grinder jams', 'Wrong beans in the box', 'Change my address', 'Invoice copy'];

/** A ticket from its opening to its rating. `about` is the order, subscription or deal that it is about. */
export function askForHelp(tale: Tale, at: number, about: string): void {
  const { person } = tale;
  const dice = person.dice(`ticket-${about}`);
  const ids = { email: person.email, support_id: `zd-${person.index}` };
  const ticket = { ticket_id: `ticket-${about}`, agent: dice.pick(AGENTS) };
  const tell = (after: number, name: string, properties: object = {}) =>
    tale.tell(at + Math.floor(after * HOUR), 'support', name, ids, { ...ticket, ...properties }, 'zendesk');
  const reply = dice.wait(3);
  const solved = reply + 1 + dice.wait(20);
  tell(0, 'ticket_created', { subject: dice.pick(SUBJECTS), channel: dice.pick(['email', 'chat', 'phone']) });
  tell(reply, 'ticket_replied', { author: 'agent' });
  if (dice.chance(0.5)) tell(reply + 0.5, 'ticket_replied', { author: 'customer' });
  tell(solved, 'ticket_solved', { seconds_open: Math.round(solved * 3600) });
  if (dice.chance(0.08)) tell(solved + 20, 'ticket_reopened');
  // slow help is liked less
  if (dice.chance(0.4))
    tell(solved + 26, 'ticket_rated', { rating: solved > 30 ? dice.whole(1, 4) : dice.whole(3, 5) });
}
