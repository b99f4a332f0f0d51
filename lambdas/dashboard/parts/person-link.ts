import { type Html, html } from '../html.ts';
import { customerAddress } from '../links.ts';

/** A customer by the best name there is, as a link to their page. Names come from senders: `bdi` keeps their letters' direction inside. */
export function personLink(customerId: string, name: string | null): Html {
  return html`<a class="person" href="${customerAddress(customerId)}">${name === null ? html`<span class="anonymous">${customerId}</span>` : html`<bdi>${name}</bdi>`}</a>`;
}
