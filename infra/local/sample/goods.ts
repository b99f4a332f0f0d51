import { LAUNCH_DAY } from './calendar.ts';

export interface Product {
  id: string;
  name: string;
  category: string;
  priceMinor: number;
  share: number;
  /** The day of the story from which it is sold. */
  fromDay: number;
}

const SHELF: readonly (readonly [id: string, name: string, category: string, priceMinor: number, share: number])[] = [
  ['beans-house', 'House blend, 500 g', 'beans', 1490, 16],
  ['beans-guji', 'Guji natural, 250 g', 'beans', 1390, 9],
  ['beans-huila', 'Huila washed, 500 g', 'beans', 1850, 10],
  ['beans-decaf', 'Decaf, 500 g', 'beans', 1590, 6],
  ['filters-100', 'Paper filters, 100', 'supplies', 690, 8],
  ['descaler', 'Descaler', 'supplies', 990, 3],
  ['dripper', 'Ceramic dripper', 'gear', 3200, 5],
  ['grinder-hand', 'Hand grinder', 'gear', 8900, 3],
  ['scale', 'Pocket scale', 'gear', 4500, 3],
  ['mug-set', 'Two mugs', 'gear', 2800, 5],
];

/** What the shop sells; the kettle only since its launch, and then everybody wants it. */
export const PRODUCTS: readonly Product[] = [
  ...SHELF.map(([id, name, category, priceMinor, share]) => ({ id, name, category, priceMinor, share, fromDay: 0 })),
  { id: 'kettle-one', name: 'Kettle One', category: 'gear', priceMinor: 14_900, share: 14, fromDay: LAUNCH_DAY },
];

/** The subscriptions: a box of beans a month. Minor units of USD a month. */
export const PLANS = [
  { plan: 'club-250', mrrMinor: 1400, share: 6 },
  { plan: 'club-500', mrrMinor: 2400, share: 4 },
  { plan: 'club-1000', mrrMinor: 4200, share: 2 },
] as const;

export const GUIDES = ['pour-over-basics', 'grind-size', 'office-coffee-costs', 'water-and-taste', 'espresso-at-home'];
export const FEATURES = ['pause-box', 'swap-beans', 'taste-profile', 'brew-timer'];
