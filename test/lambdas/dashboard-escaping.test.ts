import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Html, html } from '../../lambdas/dashboard/html.ts';
import { changesPage } from '../../lambdas/dashboard/pages/changes.ts';
import { customerPage } from '../../lambdas/dashboard/pages/customer.ts';
import { foundPage, peoplePage } from '../../lambdas/dashboard/pages/people.ts';
import { customerWith, FORMAT, listedWith, reportWith } from './dashboard-parts.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '</title></textarea><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;b&gt;',
  '<!--',
  ']]>',
  '\u202eeman',
  '\u0000<b>',
  '{{7*7}}',
];
const words = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.array(fc.constantFrom(...'<>"\'&/= a;!-'), { minLength: 1 }).map((letters) => letters.join('')),
);

const ENTITY: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITY[entity] ?? entity);

/** The tags of a page with the names of their attributes, and no values: what a browser would build. */
function skeleton({ text }: Html): string[] {
  const tags = text.match(/<!doctype[^>]*>|<!--|<\/?[a-z][^>]*>/gi) ?? [];
  return tags.map((tag) => tag.replace(/="[^"]*"/g, ''));
}

const PAGES: Record<string, (word: string) => Html> = {
  customer: (word) =>
    customerPage(customerWith(word), reportWith(word), { eventsPage: 2, signalsPage: 1, size: 200 }, FORMAT),
  people: (word) =>
    peoplePage(
      {
        report: reportWith(word),
        ladder: ladderOf(word),
        stage: word,
        people: [listedWith(word)],
        inAll: 99,
        page: 1,
        size: 50,
      },
      FORMAT,
    ),
  found: (word) =>
    foundPage(
      { report: reportWith(word), ladder: ladderOf(word), sought: word, people: [listedWith(word)], limit: 50 },
      FORMAT,
    ),
  changes: (word) =>
    changesPage(
      { report: reportWith(word), ladder: ladderOf(word), changes: changesWith(word), inAll: 99, page: 1, size: 50 },
      FORMAT,
    ),
};

function ladderOf(word: string) {
  const [ladder] = reportWith(word).ladders;
  if (ladder === undefined) throw new Error('the report has no stage model');
  return ladder;
}

function changesWith(word: string) {
  return ['entered', 'corrected', 'retracted'].map((kind) => ({
    kind,
    customerId: 'c_0123456789abcdef',
    name: word,
    mergedInto: word,
    from: word,
    to: word,
    occurredAt: '2026-06-24T09:00:00.000Z',
    previousOccurredAt: '2026-06-23T09:00:00.000Z',
    publishedAt: null,
  }));
}

describe('html', () => {
  test('escapes every value, which reads as it was', () => {
    fc.assert(
      fc.property(words, (word) => {
        const { text } = html`${word}`;
        expect(text).not.toMatch(/[<>"']/);
        expect(unescaped(text)).toBe(word);
      }),
    );
  });

  test('joins lists, keeps pages, leaves out what is nothing, keeps zero', () => {
    expect(html`${[html`<b>${'<'}</b>`, 0, 1n]}${false}${null}${undefined}${['a', ['b']]}`.text).toBe(
      '<b>&lt;</b>01ab',
    );
  });
});

describe('a hostile word in every name changes nothing of', () => {
  test.each(Object.entries(PAGES))('the %s page', (_, page) => {
    const tame = skeleton(page('harmless'));
    expect(tame.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(words, (word) => {
        expect(skeleton(page(word))).toEqual(tame);
      }),
    );
  });

  test('the style, which no sender reaches', () => {
    const { text } = PAGES.customer?.('</style>') ?? html``;
    expect(text.match(/<\/style>/g)).toHaveLength(1);
  });
});
