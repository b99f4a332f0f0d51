import { DAY, dayOf, daysLater, HOUR } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import { FEATURES, PLANS } from '../goods.ts';
import type { Device } from '../people.ts';
import { type Tale, track } from '../tale.ts';
import { praise } from './praise.ts';
import { askForHelp } from './support.ts';
import { arrive, browsing, signUp, visit } from './visit.ts';

const MONTH = 30 * DAY;
const TERM_MONTHS = 6;
const LONGEST_MONTHS = 26;
const REASONS = ['too_much_coffee', 'price', 'moved', 'taste'];

type Plan = { plan: string; mrrMinor: number };

/** Tries the club, subscribes to a monthly box, and leaves it some day or stays. */
export function join(tale: Tale): void {
  const { person } = tale;
  const { place, channel } = person;
  const dice = person.dice('member');
  const [device] = person.devices as [Device];
  const left = visit(
    tale,
    daysLater(arrive(tale), dice.wait(4), place.utcOffset, dice),
    'join',
    browsing(tale, dice),
    false,
  );
  const joined = signUp(tale, left, 'product', device);
  const trial = joined + HOUR;
  tell(tale, trial, 'trial_started', { plan: 'club-taster', ends_at: dayOf(trial + 14 * DAY) });
  use(tale, trial, 3, 'trial', dice);
  tell(tale, trial + 14 * DAY, 'trial_ended', { plan: 'club-taster' });
  if (!dice.chance(Math.min(0.85, 0.58 * channel.quality))) return;
  const begun = daysLater(trial + 13 * DAY, 1, place.utcOffset, dice);
  const ended = subscribe(tale, begun, `sub-${tale.story.seed}-${person.index}`, dice);
  if (ended === null || !dice.chance(0.14)) return;
  const back = daysLater(ended, dice.between(60, 200), place.utcOffset, dice);
  subscribe(tale, back, `sub-${tale.story.seed}-${person.index}-again`, dice);
}

/** Months of a subscription. Answers when it ended, null where it goes on beyond the story. */
function subscribe(tale: Tale, begun: number, id: string, dice: Dice): number | null {
  const leaves = 0.075 / tale.person.channel.quality;
  let plan: Plan = dice.weighted(PLANS);
  tell(tale, begun, 'subscription_started', terms(id, plan));
  for (let month = 0; month < LONGEST_MONTHS; month += 1) {
    const at = begun + month * MONTH;
    pay(tale, at + HOUR, id, plan, month, dice);
    if (month > 0 && month % TERM_MONTHS === 0) tell(tale, at, 'subscription_renewed', terms(id, plan));
    plan = grow(tale, at + 9 * DAY, id, plan, dice);
    use(tale, at + DAY, dice.whole(0, 2), `${id}-${month}`, dice);
    if (dice.chance(0.05)) askForHelp(tale, at + 12 * DAY, `${id}-${month}`);
    if (month % 4 === 2 && dice.chance(0.5)) praise(tale, at + 15 * DAY, `${id}-${month}`, undefined);
    if (dice.chance(leaves)) return leave(tale, at + MONTH, id, plan, dice);
  }
  return null;
}

function pay(tale: Tale, at: number, id: string, { mrrMinor }: Plan, month: number, dice: Dice): void {
  const invoice = { invoice_id: `${id}-${month}`, subscription_id: id, amount_minor: mrrMinor, currency: 'USD' };
  const fails = dice.chance(0.035);
  if (fails) tell(tale, at, 'payment_failed', { ...invoice, reason: 'card_declined' });
  tell(tale, fails ? at + 3 * DAY : at, 'invoice_paid', invoice);
}

function grow(tale: Tale, at: number, id: string, plan: Plan, dice: Dice): Plan {
  const larger = PLANS.find(({ mrrMinor }) => mrrMinor > plan.mrrMinor);
  if (larger === undefined || !dice.chance(0.025)) return plan;
  tell(tale, at, 'subscription_updated', {
    ...terms(id, larger),
    previous_mrr_minor: plan.mrrMinor,
    previous_plan: plan.plan,
  });
  return larger;
}

function leave(tale: Tale, at: number, id: string, plan: Plan, dice: Dice): number {
  tell(tale, at, 'subscription_cancelled', { ...terms(id, plan), reason: dice.pick(REASONS) });
  return at;
}

function use(tale: Tale, from: number, visits: number, name: string, dice: Dice): void {
  for (let nth = 0; nth < visits; nth += 1) {
    const at = daysLater(from, dice.between(0, 13), tale.person.place.utcOffset, dice);
    visit(tale, at, `${name}-${nth}`, [track('feature_used', { feature: dice.pick(FEATURES) })], true);
  }
}

function terms(subscription_id: string, { plan, mrrMinor }: Plan) {
  return { subscription_id, plan, mrr_minor: mrrMinor, currency: 'USD', interval: 'month' };
}

function tell(tale: Tale, at: number, name: string, properties: object): void {
  const { person } = tale;
  const ids = { user_id: person.userId, email: person.email, billing_id: `cus_${person.index}` };
  tale.tell(at, 'sales', name, ids, { ...properties }, 'stripe');
}
