import { DAY, daysLater, MINUTE } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import type { Device } from '../people.ts';
import { kioskOf } from '../people.ts';
import type { Tale } from '../tale.ts';
import { order } from './order.ts';
import { arrive, browsing, signIn, signUp, visit } from './visit.ts';

/** Buys in the shop: once, again and again, or, after a long silence, once more. */
export function shop(tale: Tale): void {
  const { person } = tale;
  const dice = person.dice('shopper');
  const ready = lookRound(tale, arrive(tale), dice);
  if (!dice.chance(Math.min(0.92, 0.72 * person.channel.quality))) return;
  const [device] = person.devices as [Device];
  let at = signUp(tale, ready, dice.chance(0.3) ? 'form' : 'product', device);
  if (!dice.chance(Math.min(0.9, 0.68 * person.channel.quality))) return;
  const stays = Math.min(0.84, 0.56 * person.channel.quality);
  let nth = 0;
  at = daysLater(at, dice.wait(4), person.place.utcOffset, dice);
  do {
    at = order(tale, at, nth);
    nth += 1;
    if (dice.chance(0.02)) atTheKiosk(tale, at + DAY);
    if (dice.chance(0.4)) at = lookAgain(tale, at, `between-${nth}`, dice);
    at = daysLater(at, 12 + dice.wait(26), person.place.utcOffset, dice);
  } while (dice.chance(stays) && nth < 24);
  if (dice.chance(0.16)) order(tale, daysLater(at, dice.between(130, 260), person.place.utcOffset, dice), nth);
}

function lookRound(tale: Tale, arrived: number, dice: Dice): number {
  let at = arrived;
  const visits = dice.whole(0, 3);
  for (let nth = 0; nth < visits; nth += 1) at = lookAgain(tale, at, `before-${nth}`, dice, false);
  return at + MINUTE;
}

function lookAgain(tale: Tale, from: number, name: string, dice: Dice, isMember = true): number {
  const at = daysLater(from, dice.wait(6), tale.person.place.utcOffset, dice);
  return visit(tale, at, name, browsing(tale, dice), isMember);
}

/** The shop's own tablet: everybody signs in there, so it must tie nobody to anybody. */
function atTheKiosk(tale: Tale, at: number): void {
  signIn(tale, at, kioskOf(tale.story));
}
