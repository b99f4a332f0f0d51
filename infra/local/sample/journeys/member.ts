import { DAY, daysLater, HOUR } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import { FEATURES, PLANS } from '../goods.ts';
import type { Device } from '../people.ts';
import { type Tale, track } from '../tale.ts';
import {
  customerCreated,
  invoicePaid,
  type Plan,
  paymentFailed,
  planChanged,
  subscribed,
  subscriptionOf,
  trialBegun,
  trialOver,
  unsubscribed,
} from '../vendors/stripe.ts';
import { praise } from './praise.ts';
import { askForHelp } from './support.ts';
import { arrive, browsing, signUp, visit } from './visit.ts';

const MONTH = 30 * DAY;
const TRIAL_DAYS = 14;
const TASTER = { plan: 'club-taster', mrrMinor: 1400 };
const LONGEST_MONTHS = 26;
/** Of those that Stripe's portal offers. */
const REASONS = ['unused', 'too_expensive', 'switched_service', 'low_quality'];

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
  customerCreated(tale, trial);
  trialBegun(tale, trial, TASTER, TRIAL_DAYS);
  use(tale, trial, 3, 'trial', dice);
  trialOver(tale, trial + TRIAL_DAYS * DAY, TASTER, TRIAL_DAYS);
  if (!dice.chance(Math.min(0.85, 0.58 * channel.quality))) return;
  const begun = daysLater(trial + 13 * DAY, 1, place.utcOffset, dice);
  const ended = subscribe(tale, begun, subscriptionOf(tale), dice);
  if (ended === null || !dice.chance(0.14)) return;
  const back = daysLater(ended, dice.between(60, 200), place.utcOffset, dice);
  subscribe(tale, back, `${subscriptionOf(tale)}_again`, dice);
}

/** Months of a subscription. Answers when it ended, null where it goes on beyond the story. */
function subscribe(tale: Tale, begun: number, id: string, dice: Dice): number | null {
  const leaves = 0.075 / tale.person.channel.quality;
  let plan: Plan = dice.weighted(PLANS);
  subscribed(tale, begun, id, plan);
  for (let month = 0; month < LONGEST_MONTHS; month += 1) {
    const at = begun + month * MONTH;
    pay(tale, at + HOUR, id, plan, month, dice);
    plan = grow(tale, at + 9 * DAY, id, plan, dice);
    use(tale, at + DAY, dice.whole(0, 2), `${id}-${month}`, dice);
    if (dice.chance(0.05)) askForHelp(tale, at + 12 * DAY, `${id}-${month}`);
    if (month % 4 === 2 && dice.chance(0.5)) praise(tale, at + 15 * DAY, `${id}-${month}`, undefined);
    if (dice.chance(leaves)) return leave(tale, at + MONTH, id, plan, dice);
  }
  return null;
}

function pay(tale: Tale, at: number, id: string, plan: Plan, month: number, dice: Dice): void {
  const fails = dice.chance(0.035);
  if (fails) paymentFailed(tale, at, id, plan, month);
  invoicePaid(tale, fails ? at + 3 * DAY : at, id, plan, month);
}

function grow(tale: Tale, at: number, id: string, plan: Plan, dice: Dice): Plan {
  const larger = PLANS.find(({ mrrMinor }) => mrrMinor > plan.mrrMinor);
  if (larger === undefined || !dice.chance(0.025)) return plan;
  planChanged(tale, at, id, larger, plan);
  return larger;
}

function leave(tale: Tale, at: number, id: string, plan: Plan, dice: Dice): number {
  unsubscribed(tale, at, id, plan, dice.pick(REASONS));
  return at;
}

function use(tale: Tale, from: number, visits: number, name: string, dice: Dice): void {
  for (let nth = 0; nth < visits; nth += 1) {
    const at = daysLater(from, dice.between(0, 13), tale.person.place.utcOffset, dice);
    visit(tale, at, `${name}-${nth}`, [track('feature_used', { feature: dice.pick(FEATURES) })], true);
  }
}
