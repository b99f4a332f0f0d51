import { HOUR } from '../calendar.ts';
import type { Tale } from '../tale.ts';
import { commented, rated, statusChanged, ticketCreated, userCreated } from '../vendors/zendesk.ts';

const AGENTS = ['Kim', 'Ravi', 'Lou', 'Ines'];
const SUBJECTS = ['Where is my parcel?', 'Grinder jams', 'Wrong beans in the box', 'Change my address', 'Invoice copy'];

/** A ticket from its opening to its rating. `about` is the order, subscription or deal that it is about. */
export function askForHelp(tale: Tale, at: number, about: string): void {
  const { person } = tale;
  const dice = person.dice(`ticket-${about}`);
  const after = (hours: number) => at + Math.floor(hours * HOUR);
  const ticket = {
    ...{ id: `ticket-${about}`, agent: dice.pick(AGENTS), subject: dice.pick(SUBJECTS) },
    channel: dice.pick(['email', 'chat', 'phone']),
  };
  const reply = dice.wait(3);
  const solved = reply + 1 + dice.wait(20);
  userCreated(tale, at);
  ticketCreated(tale, after(0.01), ticket);
  commented(tale, after(reply), ticket, 'agent');
  if (dice.chance(0.5)) commented(tale, after(reply + 0.5), ticket, 'customer');
  statusChanged(tale, after(solved), ticket, 'SOLVED', 'OPEN');
  if (dice.chance(0.08)) statusChanged(tale, after(solved + 20), ticket, 'OPEN', 'SOLVED');
  // slow help is liked less
  if (dice.chance(0.4)) rated(tale, after(solved + 26), ticket, solved > 30 ? dice.whole(1, 4) : dice.whole(3, 5));
}
