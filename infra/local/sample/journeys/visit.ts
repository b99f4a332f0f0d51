import { DAY, LAUNCH_DAY, MINUTE } from '../calendar.ts';
import type { Dice } from '../dice.ts';
import { GUIDES, PRODUCTS, type Product } from '../goods.ts';
import type { Device } from '../people.ts';
import { campaignOf, click, page, type Tale, track } from '../tale.ts';

type Call = Parameters<Tale['web']>[2];

/** Comes to the site for the first time, by the way that the person's channel is. Answers when they leave. */
export function arrive(tale: Tale): number {
  const { person } = tale;
  const [device] = person.devices as [Device];
  const dice = person.dice('arrive');
  const isPaid = person.channel.clickMinor !== undefined;
  const { campaign } = person;
  const context = campaignOf(person);
  const ad = { ...track('ad_clicked', { channel: person.channel.name, campaign }), context };
  const landing = dice.chance(0.5) ? page('/', 'Tern Coffee', context) : page('/shop', 'Shop', context);
  return click(tale, person.arrivedAt, device, [...(isPaid ? [ad] : []), landing, ...browsing(tale, dice)], false);
}

/** Comes back on some device, signed in where the person is known there. Answers when they leave. */
export function visit(tale: Tale, at: number, name: string, calls: readonly Call[], isMember: boolean): number {
  const { person, signedIn } = tale;
  const dice = person.dice(`visit-${name}`);
  const device = dice.pick(person.devices);
  const signsIn = isMember && !signedIn.has(device) && dice.chance(0.75);
  if (signsIn) signIn(tale, at, device);
  const isKnown = signedIn.has(device);
  const greeting = page('/', 'Tern Coffee');
  return click(tale, at + MINUTE, device, [greeting, ...calls], isKnown);
}

/** Looks round: guides, the shelf, a product or two. */
export function browsing({ person, story }: Tale, dice: Dice): Call[] {
  const guide = dice.pick(GUIDES);
  const looks = [
    page('/guides', 'Guides'),
    track('content_viewed', { content_type: 'guide', content_id: guide }),
    track('Product List Viewed', { list_id: 'shelf', category: 'beans' }),
    track('Products Searched', { query: dice.pick(['decaf', 'grinder', 'kettle', 'filter']) }),
  ];
  const day = (person.arrivedAt - story.fromMs) / DAY;
  const product = dice.weighted(onShelf(day));
  const count = dice.whole(0, 2);
  const start = dice.whole(0, looks.length - 1);
  return [...looks.slice(start, start + count), ...(dice.chance(0.45) ? [viewed(product)] : [])];
}

/** What is sold on a day of the story; the kettle draws a crowd when it is new. */
export function onShelf(day: number): Product[] {
  const isNew = day >= LAUNCH_DAY && day < LAUNCH_DAY + 30;
  return PRODUCTS.filter(({ fromDay }) => fromDay <= day).map((product) =>
    product.fromDay > 0 && isNew ? { ...product, share: product.share * 3 } : product,
  );
}

/** A product's page, its price as a decimal as Segment's spec has it. */
export function viewed({ id, name, category, priceMinor }: Product): Call {
  return track('Product Viewed', { product_id: id, name, category, price: priceMinor / 100, currency: 'USD' });
}

/** Signs up on a device: the person is known from now on. */
export function signUp(tale: Tale, at: number, how: 'form' | 'product', device: Device): number {
  const { person, signedIn } = tale;
  const { name, email } = person;
  signedIn.add(device);
  const traits = { email, first_name: name.first, last_name: name.last };
  const left = click(tale, at, device, [page('/account/new', 'Sign up'), track('Signed Up', { ...traits, how })], true);
  identify(tale, left, device);
  const granted = person.dice('consent').chance(0.82);
  const ids = { user_id: person.userId, email };
  tale.tell(left + MINUTE, 'marketing', 'consent_changed', ids, { purpose: 'newsletter', granted });
  return left + MINUTE;
}

/** Signs in on a device that did not know the person. */
export function signIn(tale: Tale, at: number, device: Device): void {
  tale.signedIn.add(device);
  identify(tale, at, device);
  tale.web(at + 1000, device, track('Signed In', { method: 'password' }), true);
}

function identify(tale: Tale, at: number, device: Device): void {
  const { name, email, phone, place } = tale.person;
  const traits = { email, phone, firstName: name.first, lastName: name.last, address: { country: place.country } };
  tale.web(at, device, { type: 'identify', traits }, true);
}
