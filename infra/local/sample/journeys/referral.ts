import { HOUR } from '../calendar.ts';
import type { Person } from '../people.ts';
import type { Tale } from '../tale.ts';

/** Who came by a friend's word and bought: the friend is thanked. `earlier` are those who came before. */
export function thankReferrer(tale: Tale, earlier: readonly Person[]): void {
  const { person } = tale;
  if (person.channel.name !== 'referral') return;
  const bought = tale.events.find(
    ({ body }) => body.event_name === 'order_completed' || body.event_name === 'invoice.paid',
  );
  const dice = person.dice('referrer');
  const candidates = Array.from({ length: 8 }, () => earlier[dice.whole(0, Math.max(0, earlier.length - 1))]);
  const friend = candidates.find((one) => one !== undefined && (one.kind === 'shopper' || one.kind === 'member'));
  if (bought === undefined || friend === undefined) return;
  const properties = { referral_code: `friend-${friend.index}`, referee_user_id: person.userId, reward: 'free-bag' };
  tale.tell(bought.at + HOUR, 'sales', 'referral_converted', { user_id: friend.userId }, properties);
}
