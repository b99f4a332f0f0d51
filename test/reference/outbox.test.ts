import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Change, foldChanges } from './outbox.ts';
import { PRESETS } from './presets.ts';
import { instantOf, signalsOfStory } from './story.ts';
import { walkHistory } from './walk.ts';

const MODELS = PRESETS.filter((model) => model.name === 'five_stage');

function history(...life: string[]) {
  return MODELS.flatMap((model) => walkHistory(signalsOfStory(...life), model, instantOf('50')));
}

function refresh(log: Change[], life: string[], redirects: { old_customer_id: string; customer_id: string }[] = []) {
  return foldChanges(log, history(...life), { models: MODELS, redirects });
}

const say = (change: Change) => `${change.kind} ${change.to_stage} ${change.change_no}`;
const BASELINE = refresh([], ['0 reached']);

test('the first build is a baseline, and a repetition adds nothing', () => {
  expect(BASELINE).toMatchObject([{ kind: 'entered', to_stage: 'awareness', is_baseline: true, change_no: 1 }]);
  expect(refresh(BASELINE, ['0 reached'])).toEqual([]);
});

test('a new entry is told with the stage it came from, and the id is the hash of its key', () => {
  const [change] = refresh(BASELINE, ['0 reached', '1 purchased']);
  const change_id = createHash('sha256').update('five_stage|1|c_1|purchase|1|1').digest('hex');
  expect(change).toMatchObject({
    change_id,
    from_stage: 'awareness',
    to_stage: 'purchase',
    is_baseline: false,
    previous_occurred_at: null,
  });
});

test('an earlier cause corrects, losing the entry retracts, and having it again enters', () => {
  const first = [...BASELINE, ...refresh(BASELINE, ['0 reached', '9 purchased'])];
  const corrected = refresh(first, ['0 reached', '2 purchased']);
  expect(corrected).toMatchObject([
    { kind: 'corrected', occurred_at: instantOf('2'), previous_occurred_at: instantOf('9'), change_no: 2 },
  ]);
  const second = [...first, ...corrected];
  const retracted = refresh(second, ['0 reached'], [{ old_customer_id: 'c_1', customer_id: 'c_2' }]);
  expect(retracted).toMatchObject([
    {
      kind: 'retracted',
      occurred_at: instantOf('2'),
      previous_occurred_at: instantOf('2'),
      merged_into: 'c_2',
      change_no: 3,
    },
  ]);
  const third = [...second, ...retracted];
  expect(refresh(third, ['0 reached'])).toEqual([]);
  expect(refresh(third, ['0 reached', '2 purchased']).map(say)).toEqual(['entered purchase 4']);
});

test('a change of only the way there adds nothing', () => {
  const life = ['0 reached', '1 purchased'];
  const log = [...BASELINE, ...refresh(BASELINE, life)];
  const rows = history(...life).map((row) => ({ ...row, cycle: 9, skipped_stages: [], previous_stage: null }));
  expect(foldChanges(log, rows, { models: MODELS, redirects: [] })).toEqual([]);
});

test('a model that was not built keeps what it told', () => {
  expect(foldChanges(BASELINE, [], { models: [], redirects: [] })).toEqual([]);
});
