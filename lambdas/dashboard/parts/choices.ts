import { type Html, html } from '../html.ts';

export type Choice = { label: string; href: string; isChosen: boolean };

/** A row of links of which one is chosen: works without a script, and each choice has an address of its own. */
export function choiceRow(label: string, choices: readonly Choice[]): Html {
  return html`<nav class="choices" aria-label="${label}"><ul>${choices.map(
    ({ label: text, href, isChosen }) =>
      html`<li><a href="${href}"${isChosen && html` aria-current="true"`}>${text}</a></li>`,
  )}</ul></nav>`;
}
