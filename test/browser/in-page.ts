// What is asked of a page from inside. As text, because the types of the DOM would reach into the whole program.

/** What stands out to the right of the window and is not inside something that scrolls by itself; every fold is opened before. */
export const TOO_WIDE = `(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  const wide = [...document.body.querySelectorAll('*')].filter((element) =>
    element.getBoundingClientRect().right > innerWidth + 1 && element.closest('.scroll, pre, .unseen, svg') === null);
  const names = wide.map((element) => element.tagName + ' ' + element.className + ' ' + element.textContent.slice(0, 40));
  const { scrollWidth } = document.documentElement;
  return scrollWidth > innerWidth ? ['the page is ' + scrollWidth + ' wide', ...names] : names;
})()`;

/** What axe-core, which must be loaded before, finds against WCAG 2.2 AA and good practice. */
export const VIOLATIONS = `axe
  .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`;

/** Everything that a keyboard should reach, in the order of the page. */
export const REACHABLE = `[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility())
  .map((element) => element.outerHTML.slice(0, 120))`;

/** What has the focus now, and whether that can be seen. */
export const FOCUSED = `(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return { html: element.outerHTML.slice(0, 120), isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
})()`;

/** The rows of the table with that caption: the text of each cell. */
export function tableRows(caption: string): string {
  return `[...document.querySelectorAll('table')]
    .filter((table) => table.caption.textContent === ${JSON.stringify(caption)})
    .flatMap((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim())))`;
}

/** The text of every element that a selector finds. */
export function textsOf(selector: string): string {
  return `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.textContent.trim())`;
}
