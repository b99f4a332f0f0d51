import { describe, expect, it } from 'vitest';
import { PLANTED, type Planted, plant } from './house/planted.ts';
import { RULES, type Rule } from './house/rules.ts';
import { readTree } from './house/tree.ts';
import { oncePer } from './support/once-per.ts';

const tree = readTree();
const problemsNow = oncePer(async (rule: Rule) => rule(tree));

describe('the house', () => {
  it.each(Object.entries(RULES))('keeps %s', async (_name, rule) => {
    expect(await problemsNow(rule)).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  it.each(PLANTED.map((planted): [string, Planted] => [`${planted.rule}: ${planted.what}`, planted]))(
    '%s',
    async (_name, planted) => {
      const rule = RULES[planted.rule];
      if (rule === undefined) throw new Error(`there is no rule ${planted.rule}`);
      const before = new Set(await problemsNow(rule));
      const found = (await rule(plant(tree, planted))).filter((problem) => !before.has(problem));
      expect(found.join('\n')).toContain(planted.says);
    },
  );

  it('for every rule', () => {
    expect(Object.keys(RULES).filter((rule) => !PLANTED.some((planted) => planted.rule === rule))).toEqual([]);
  });
});
