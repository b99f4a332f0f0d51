import type { Tree } from './tree.ts';

const README = 'lambdas/README.md';
/** https://owasp.org/API-Security/editions/2023/en/0x11-t10/ */
const THREATS = Array.from({ length: 10 }, (_, index) => `API${index + 1}`);

/** Every threat of OWASP's list has one row in the table of lambdas/README.md, and the tests that it names are there by that name. */
export function threatsHaveTests(tree: Tree): string[] {
  const rows = (tree.get(README) ?? '').split('\n').filter((line) => /^\| API\d+ /.test(line));
  return THREATS.flatMap((threat) => {
    const [row, ...more] = rows.filter((line) => line.startsWith(`| ${threat} `));
    if (row === undefined || more.length > 0)
      return [`${README}: ${threat} has ${row === undefined ? 'no row' : 'two rows'}`];
    const shown = row.split('|').at(-2) ?? '';
    const tests = shown.split(/;(?= *test\/)/).map((named) => named.trim());
    return tests.flatMap((named) => testProblem(tree, named)).map((problem) => `${README}: ${threat} ${problem}`);
  });
}

function testProblem(tree: Tree, named: string): string[] {
  const [, file = '', title = ''] = /^(test\/\S+\.test\.ts) › (.+)$/.exec(named) ?? [];
  if (title === '') return [`is shown by no test: name one as <file> › <title>, not ${JSON.stringify(named)}`];
  const text = tree.get(file);
  if (text === undefined) return [`names ${file}, which is not there`];
  return titlesIn(text).has(title) ? [] : [`names a test that ${file} does not have: ${title}`];
}

/** What tests are called: the first argument of `test(`, `it(` and of the second pair of parentheses of their `each`. */
function titlesIn(text: string): Set<string> {
  const called = text.matchAll(
    /(?:\b(?:test|it)|\]|\))\(\s*(?:'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"|`([^`]+)`),/g,
  );
  return new Set([...called].map(([, one, other, third]) => (one ?? other ?? third ?? '').replace(/\\(.)/g, '$1')));
}
