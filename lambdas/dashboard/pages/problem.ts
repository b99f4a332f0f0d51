import { type Html, html } from '../html.ts';
import { layout } from './layout.ts';

/** A page that says in a sentence what is wrong and in another what to do. */
export function problemPage(title: string, ...sentences: readonly (Html | string)[]): Html {
  const body = html`<section class="problem"><h1>${title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}
<p><a href="/">To the overview</a></p></section>`;
  return layout({ title, body });
}

/** Before the first refresh there is nothing to show, and that is no fault. */
export function welcomePage(): Html {
  const body = html`<section class="problem">
<h1>Nobody is here yet</h1>
<p>The tables are built by a refresh, and none has run so far. Two steps lead to the first picture:</p>
<ol>
<li>Let some events land: send them to <code>/v1/events/web</code>, or load a file with
<pre tabindex="0"><code>npm run lifecycle -- import events.ndjson --source web</code></pre></li>
<li>Build the tables:
<pre tabindex="0"><code>npm run lifecycle -- refresh</code></pre></li>
</ol>
<p>Then load this page again.</p>
</section>`;
  return layout({ title: 'Nobody is here yet', body });
}
