import { DAY, daysLater, HOUR, MINUTE } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import type { Product } from '../goods.ts';
import { type Tale, track } from '../tale.ts';
import { praise } from './praise.ts';
import { askForHelp } from './support.ts';
import { onShelf, viewed, visit } from './visit.ts';

/** Buys something: the visit, the order, and what comes of it. Answers when it was paid. */
export function order(tale: Tale, at: number, nth: number): number {
  const { person, story } = tale;
  const dice = person.dice(`order-${nth}`);
  const products = basketOf((at - story.fromMs) / DAY, dice);
  const orderId = `order-${story.seed}-${person.index}-${nth}`;
  const value = products.reduce((sum, { priceMinor }) => sum + priceMinor, 0) / 100;
  const left = visit(tale, at, `order-${nth}`, [...products.flatMap(choose), checkout(orderId, value)], true);
  const paidAt = left + 2 * MINUTE;
  // some baskets are left standing and bought the next day, by mail
  const boughtAt = dice.chance(0.12) ? paidAt + DAY : paidAt;
  tell(tale, boughtAt, orderId, products, dice);
  settle(tale, boughtAt, orderId, products, dice);
  return boughtAt;
}

function basketOf(day: number, dice: Dice): Product[] {
  const shelf = onShelf(day);
  const first = dice.weighted(shelf);
  const others = shelf.filter(({ id }) => id !== first.id);
  return dice.chance(0.35) ? [first, dice.weighted(others)] : [first];
}

function choose(product: Product) {
  const { id, name, category, priceMinor } = product;
  const added = { product_id: id, name, category, price: priceMinor / 100, currency: 'USD', quantity: 1 };
  return [viewed(product), track('Product Added', added)];
}

function checkout(order_id: string, value: number) {
  return track('Checkout Started', { order_id, value, currency: 'USD' });
}

function tell(tale: Tale, at: number, order_id: string, products: readonly Product[], dice: Dice): void {
  const gross = sumOf(products);
  const coupon = dice.chance(0.14) ? 'WELCOME10' : null;
  const amount_minor = coupon === null ? gross : gross - Math.round(gross / 10);
  const items = products.map(({ id, category, priceMinor }) => ({
    product_id: id,
    category,
    quantity: 1,
    amount_minor: priceMinor,
  }));
  const properties = { order_id, amount_minor, currency: 'USD', margin_minor: Math.round(amount_minor * 0.42), coupon };
  tale.tell(at, 'sales', 'order_completed', idsOf(tale), { ...properties, items }, 'shopify');
}

/** Some send it back, a few call it off, some have a question, some say what they think. */
function settle(tale: Tale, at: number, order_id: string, products: readonly Product[], dice: Dice): void {
  const { place } = tale.person;
  if (dice.chance(0.015)) {
    tale.tell(at + 5 * HOUR, 'sales', 'order_cancelled', idsOf(tale), { order_id, reason: 'changed_mind' }, 'shopify');
    return;
  }
  if (dice.chance(0.045)) {
    const returned = { order_id, amount_minor: products[0]?.priceMinor ?? 0, currency: 'USD', reason: 'returned' };
    const backAt = daysLater(at, dice.between(4, 20), place.utcOffset, dice);
    tale.tell(backAt, 'sales', 'order_refunded', idsOf(tale), returned, 'shopify');
  }
  if (dice.chance(0.09)) askForHelp(tale, daysLater(at, dice.between(1, 9), place.utcOffset, dice), order_id);
  if (dice.chance(0.22)) praise(tale, daysLater(at, dice.between(5, 18), place.utcOffset, dice), order_id, products[0]);
}

function sumOf(products: readonly Product[]): number {
  return products.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
}

function idsOf({ person }: Tale) {
  return { user_id: person.userId, email: person.email };
}
