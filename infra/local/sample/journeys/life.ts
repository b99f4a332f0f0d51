import type { Kind, Person, Story } from '../people.ts';
import { beginTale, type SampleEvent, type Tale } from '../tale.ts';
import { receiveMail } from './mail.ts';
import { join } from './member.ts';
import { negotiate } from './office.ts';
import { passBy } from './passer-by.ts';
import { thankReferrer } from './referral.ts';
import { shop } from './shopper.ts';

const JOURNEYS: Readonly<Record<Kind, (tale: Tale) => void>> = {
  passer_by: passBy,
  shopper: shop,
  member: join,
  office: negotiate,
};

/**
 * Everything that ever happens with a person, also after the day until which the story is told: what is told does not
 * depend on when one stops listening. `earlier` are those who came before, in their order.
 */
export function lifeOf(person: Person, story: Story, earlier: readonly Person[]): SampleEvent[] {
  const tale = beginTale(person, story);
  JOURNEYS[person.kind](tale);
  thankReferrer(tale, earlier);
  receiveMail(tale);
  return tale.events;
}
