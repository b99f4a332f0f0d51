import { DEFINITIONS, type Definition } from '../../names.ts';

// The names of Segment's spec and what they are here. A name that is not among them, nor one of our own, is kept as
// custom_tracked: adding a line gives it a meaning, leaving it out loses nothing.
const TABLE = `
  Products Searched                products_searched
  Product List Viewed              product_list_viewed
  Product List Filtered            product_list_viewed
  Product Viewed                   product_viewed
  Product Added                    product_added
  Product Removed                  product_removed
  Cart Viewed                      cart_viewed
  Checkout Started                 checkout_started
  Checkout Step Completed          checkout_step_completed
  Payment Info Entered             payment_info_entered
  Order Completed                  order_completed
  Order Updated                    order_updated
  Order Refunded                   order_refunded
  Order Cancelled                  order_cancelled
  Coupon Applied                   coupon_applied
  Product Added to Wishlist        wishlist_added
  Wishlist Product Added to Cart   product_added
  Product Shared                   product_shared
  Product Reviewed                 product_reviewed

  Account Created                  account_grouped
  Signed Up                        signed_up
  Signed In                        signed_in
  Invite Sent                      referral_invited
  Trial Started                    trial_started
  Trial Ended                      trial_ended

  Delivered                        email_delivered
  Opened                           email_opened
  Link Clicked                     email_clicked
  Bounced                          email_bounced
  Marked as Spam                   email_marked_spam
  Unsubscribed                     email_unsubscribed
  Email Delivered                  email_delivered
  Email Opened                     email_opened
  Email Link Clicked               email_clicked
  Email Bounced                    email_bounced
  Email Marked as Spam             email_marked_spam

  Conversation Started             conversation_started
  Conversation Ended               conversation_closed
  Live Chat Conversation Started   conversation_started
  Live Chat Conversation Ended     conversation_closed
`;

/** Senders differ in capitals, never in meaning. */
const CANONICAL: ReadonlyMap<string, string> = new Map(
  TABLE.split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/ {2,}/))
    .map(([theirs = '', ours = '']): [string, string] => [theirs.toLowerCase(), ours]),
);

const CUSTOM = 'custom_tracked';

/** How an event of one of our names is judged. Throws for a name that the tables of this folder misspell. */
export function definitionOf(name: string): Definition {
  const definition = DEFINITIONS.get(name);
  if (definition === undefined) throw new Error(`[segment] there is no event ${name}. Mend schemas/providers/segment/`);
  return definition;
}

/** Our name of a track call: by the table, as it is where it is ours already, else `custom_tracked`. */
export function eventNameOf(tracked: string): string {
  if (DEFINITIONS.has(tracked)) return tracked;
  return CANONICAL.get(tracked.trim().toLowerCase()) ?? CUSTOM;
}

/** Whether Segment's spec and our own lists know nothing of the name, so that its properties are the sender's own. */
export function isCustom(eventName: string): boolean {
  return eventName === CUSTOM;
}

for (const name of CANONICAL.values()) definitionOf(name);
