import { DAY } from '../calendar.ts';
import type { Product } from '../goods.ts';
import type { Device } from '../people.ts';
import { type Tale, track } from '../tale.ts';

/** What somebody who has bought says of it: an answer to a survey, a review, a word to a friend. */
export function praise(tale: Tale, at: number, about: string, product: Product | undefined): void {
  const { person } = tale;
  const dice = person.dice(`praise-${about}`);
  const [device] = person.devices as [Device];
  const isGlad = dice.chance(Math.min(0.85, 0.6 * person.channel.quality));
  survey(tale, at, about, isGlad);
  if (product === undefined || !dice.chance(0.5)) return;
  const rating = isGlad ? dice.whole(4, 5) : dice.whole(1, 3);
  const review = { product_id: product.id, rating, review_id: `review-${about}` };
  if (dice.chance(0.7)) tale.web(at + DAY, device, track('Product Reviewed', review), true);
  if (isGlad && dice.chance(0.3)) {
    tale.web(at + DAY + 60_000, device, track('Product Shared', { share_via: 'email', product_id: product.id }), true);
  }
}

/** An answer to the one of two surveys that is asked at the time. */
export function survey(tale: Tale, at: number, about: string, isGlad: boolean): void {
  const dice = tale.person.dice(`survey-${about}`);
  const kind = dice.pick(['nps', 'csat'] as const);
  const best = kind === 'nps' ? 10 : 5;
  const score = isGlad ? dice.whole(best === 10 ? 8 : 4, best) : dice.whole(1, best === 10 ? 7 : 3);
  const ids = { email: tale.person.email };
  tale.tell(at, 'support', 'survey_answered', ids, { survey_id: `${kind}-${about}`, kind, score }, 'zendesk');
}
