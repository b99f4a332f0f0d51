import { describe, expect, test } from 'vitest';
import { PRESETS, returning } from './presets.ts';
import { instantOf, signalsOfStory, tell } from './story.ts';
import type { StageModel } from './types.ts';
import { type Case, CRM_PIPELINE, FIVE_STAGE, GROWTH, RESUMING_GROWTH, SEVEN_POINTS } from './walk.cases.ts';
import { walkHistory } from './walk.ts';

function preset(name: string): StageModel {
  const found = PRESETS.find((model) => model.name === name);
  if (!found) throw new Error(`no preset ${name}`);
  return found;
}

const resuming = { ...preset('growth'), returned: returning('resume', { stage: 'reactivation', reached: 'growth' }) };
const TABLES: [StageModel, Case[]][] = [
  [preset('five_stage'), FIVE_STAGE],
  [preset('growth'), GROWTH],
  [resuming, RESUMING_GROWTH],
  [preset('seven_points'), SEVEN_POINTS],
  [preset('crm_pipeline'), CRM_PIPELINE],
];

describe.each(TABLES)('$name', (model, cases) => {
  test.each(cases)('%s', (_rule, asOf, life, history) => {
    expect(walkHistory(signalsOfStory(...life), model, instantOf(asOf)).map(tell)).toEqual(history);
  });
});

test('5: an entry closes the one before it, and one row stays open', () => {
  const [first, second] = walkHistory(signalsOfStory('0 reached', '1 purchased'), preset('five_stage'), instantOf('2'));
  expect(first).toMatchObject({ stage_rank: 1, exited_at: instantOf('1'), is_current: false, previous_stage: null });
  expect(second).toMatchObject({ stage_rank: 3, exited_at: null, is_current: true, previous_stage: 'awareness' });
});

test('the history does not know the order in which signals come', () => {
  const life = signalsOfStory('0 reached', '1 purchased', '5 cancelled', '7 purchased');
  const told = (signals: typeof life) => walkHistory(signals, preset('five_stage'), instantOf('8')).map(tell);
  expect(told(life.toReversed())).toEqual(told(life));
});
