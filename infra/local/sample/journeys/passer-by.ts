import { DAY, daysLater } from '../calendar.ts';
import type { Tale } from '../tale.ts';
import { arrive, browsing, visit } from './visit.ts';

/** Looks once or a few times and stays unknown. */
export function passBy(tale: Tale): void {
  const dice = tale.person.dice('passer-by');
  let at = arrive(tale);
  for (let again = 0; dice.chance(0.32 * tale.person.channel.quality) && again < 5; again += 1) {
    at = daysLater(at, dice.wait(9), tale.person.place.utcOffset, dice);
    if (at > tale.person.arrivedAt + 120 * DAY) return;
    at = visit(tale, at, `again-${again}`, browsing(tale, dice), false);
  }
}
