import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildCatalog, CatalogError } from '../../sql/catalog.ts';

const LADDER =
  'name: m\nversion: 1\ntitle: M\nstages:\n  - {name: one, enter: {signal: reached}}\n  - {name: two, enter: {signal: purchased}}\n';

/** What is wrong with a file, and what must be said of it: its path, the place in it, the remedy. */
const WRONG: [string, string, string][] = [
  ['no stages', 'name: m\nversion: 1\ntitle: M\nstages: []\n', 'sql/lifecycle/models/m.yml: stages: '],
  ['no version', LADDER.replace('version: 1\n', ''), 'version: '],
  ['a version that is no whole number', LADDER.replace('version: 1', 'version: 1.5'), 'version: '],
  ['a name that is no snake_case', LADDER.replace('name: one', 'name: One'), 'stages.0.name: use snake_case'],
  ['an unknown signal', LADDER.replace('reached', 'arrived'), 'stages.0.enter'],
  ['an unknown key', `${LADDER}retruned: {then: resume}\n`, 'retruned'],
  ['a stage twice', LADDER.replace('two', 'one'), 'stages.1.name: one stands twice'],
  [
    'a quiet line for an unknown stage',
    `${LADDER}quiet: [{reached: three, after_days: 9, stage: lost}]\n`,
    'quiet.0.reached: there is no stage three; name one of one, two',
  ],
  [
    'two quiet lines for one stage',
    `${LADDER}quiet: [{reached: one, after_days: 9, stage: lost}, {reached: one, after_days: 8, stage: gone}]\n`,
    'quiet.1.reached: one has a quiet line already',
  ],
  [
    'a quiet stage on the ladder',
    `${LADDER}quiet: [{reached: one, after_days: 9, stage: two}]\n`,
    'quiet.0.stage: two is a stage of the ladder already',
  ],
  ['a threshold of no days', `${LADDER}quiet: [{reached: one, after_days: 0, stage: lost}]\n`, 'quiet.0.after_days'],
  ['an unknown return', `${LADDER}returned: {then: again}\n`, 'returned.then'],
  [
    'a return from an unknown stage',
    `${LADDER}returned: {reached: three}\n`,
    'returned.reached: there is no stage three',
  ],
  [
    'an ended stage on the ladder',
    `${LADDER}ended: {signal: cancelled, stage: one}\n`,
    'ended.stage: one is a stage of the ladder already',
  ],
  [
    'after an unknown stage',
    LADDER.replace('{signal: purchased}', '{signal: purchased, after: three}'),
    'stages.1.enter.0.after: there is no stage three',
  ],
  [
    'after a stage that asks for another itself',
    `${LADDER.replace('{signal: purchased}', '{signal: purchased, after: one}')}  - {name: three, enter: {signal: renewed, after: two}}\n`,
    'stages.2.enter.0.after: two has a rule with after itself; name a stage whose rules have none',
  ],
  ['no YAML', 'name: [', 'is no YAML'],
];

function problemsOf(files: Record<string, string>): string {
  try {
    buildCatalog(files);
    return '';
  } catch (error) {
    if (error instanceof CatalogError) return error.problems.join('\n');
    throw error;
  }
}

describe('a stage model', () => {
  it.each(WRONG)('with %s is refused with file, path and remedy', (_what, text, says) => {
    const problems = problemsOf({ 'lifecycle/models/m.yml': text });
    expect(problems).toContain('sql/lifecycle/models/m.yml: ');
    expect(problems).toContain(says);
  });

  it('stands beside other versions of itself, but once per version', () => {
    const second = LADDER.replace('version: 1', 'version: 2');
    expect(problemsOf({ 'lifecycle/models/m.yml': LADDER, 'lifecycle/models/m_2.yml': second })).toBe('');
    expect(problemsOf({ 'lifecycle/models/m.yml': LADDER, 'lifecycle/models/m_2.yml': LADDER })).toContain(
      'm version 1 stands twice',
    );
  });

  it('may give one rule or several, one signal or several', () => {
    const rules =
      'stages:\n  - {name: one, enter: [{signal: [reached, engaged]}, {signal: registered, how: [form, crm]}]}\n';
    expect(parse(rules).stages).toHaveLength(1);
    expect(problemsOf({ 'lifecycle/models/m.yml': `name: m\nversion: 1\ntitle: M\n${rules}` })).toBe('');
  });
});
