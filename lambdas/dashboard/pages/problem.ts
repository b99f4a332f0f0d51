import { type Html, html } from '../html.ts';
import { layout } from './layout.ts';

/** A page that says in a sentence what is wrong and in another what to do. */
export function problemPage(title: string, ...sentences: readonly (Html | string)[]): Html {
  return layout({ title, body: html`<h1>${title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}` });
}

/** Before the first refresh there is nothing to show, and that is no fault. */
export function welcomePage(): Html {
  return problemPage(
    'Nothing to show yet',
    'No refresh has built the tables so far. Send or import some events, then run:',
    html`<code>npm run lifecycle -- refresh</code>`,
  );
}
