import type { Rule, StageModel } from './types.ts';

const any = (...signals: string[]): string | string[] => (signals.length === 1 ? (signals[0] ?? '') : signals);
const on = (...signals: string[]): Rule => ({ signal: any(...signals) });
const times = (count: number, signal: string): Rule => ({ signal, count });
const after = (stage: string, ...signals: string[]): Rule => ({ signal: any(...signals), after: stage });
const FOUR_IN_A_YEAR: Rule = { signal: 'purchased', count: 4, within_days: 365 };
const CHURNED = { signal: 'cancelled', stage: 'churned' };

function quiet(first: string, bought: string): NonNullable<StageModel['quiet']> {
  return [
    { reached: first, after_days: 90, stage: 'lost' },
    { reached: bought, after_days: 120, stage: 'dormant' },
  ];
}

type Returned = NonNullable<StageModel['returned']>;

/** The `returned` part of a model; the one place that spells its word `then`, which linters take for a promise's. */
export function returning(then: 'resume' | 'restart', more: Pick<Returned, 'stage' | 'reached'> = {}): Returned {
  return { ...more, then };
}

/** The six models that ship, read from their table by hand; rules of one stage that share everything else are one rule. */
export const PRESETS: StageModel[] = [
  {
    name: 'five_stage',
    version: 1,
    stages: [
      { name: 'awareness', enter: on('reached') },
      { name: 'consideration', enter: [on('registered'), { signal: 'engaged', count: 2, within_days: 30 }] },
      { name: 'purchase', enter: on('purchased') },
      { name: 'retention', enter: [times(2, 'purchased'), on('renewed')] },
      { name: 'advocacy', enter: after('purchase', 'advocated') },
    ],
    quiet: quiet('awareness', 'purchase'),
    ended: CHURNED,
    returned: returning('resume'),
  },
  {
    name: 'sterne_cutler',
    version: 1,
    stages: [
      { name: 'reach', enter: on('reached') },
      { name: 'acquisition', enter: on('registered', 'evaluating') },
      { name: 'conversion', enter: on('purchased') },
      { name: 'retention', enter: [times(2, 'purchased'), on('renewed'), after('conversion', 'satisfied')] },
      { name: 'loyalty', enter: [FOUR_IN_A_YEAR, times(2, 'renewed'), after('conversion', 'advocated')] },
    ],
    quiet: quiet('reach', 'conversion'),
    ended: CHURNED,
    returned: returning('resume'),
  },
  {
    name: 'seven_points',
    version: 1,
    stages: [
      { name: 'first_contact', enter: on('reached') },
      { name: 'discovery', enter: on('engaged') },
      { name: 'interest', enter: on('registered', 'evaluating', 'qualified') },
      { name: 'decision', enter: on('purchased') },
      { name: 'exceeded', enter: after('decision', 'satisfied') },
      { name: 'referral', enter: after('decision', 'advocated') },
      { name: 'loyal', enter: [FOUR_IN_A_YEAR, times(2, 'renewed')] },
    ],
    quiet: quiet('first_contact', 'decision'),
    ended: CHURNED,
    returned: returning('restart'),
  },
  {
    name: 'six_stage',
    version: 1,
    stages: [
      { name: 'awareness', enter: on('reached') },
      { name: 'engagement', enter: on('engaged', 'registered') },
      { name: 'evaluation', enter: on('evaluating', 'qualified') },
      { name: 'purchase', enter: on('purchased') },
      { name: 'post_purchase_support', enter: after('purchase', 'supported', 'satisfied') },
      { name: 'advocacy_and_retention', enter: [times(2, 'purchased'), on('renewed'), after('purchase', 'advocated')] },
    ],
    quiet: quiet('awareness', 'purchase'),
    ended: CHURNED,
    returned: returning('resume'),
  },
  {
    name: 'growth',
    version: 1,
    stages: [
      { name: 'acquisition', enter: on('reached') },
      { name: 'conversion', enter: on('registered') },
      { name: 'growth', enter: on('purchased') },
      { name: 'maintenance', enter: times(2, 'purchased') },
    ],
    quiet: quiet('acquisition', 'growth'),
    ended: CHURNED,
    returned: returning('restart', { stage: 'reactivation', reached: 'growth' }),
  },
  {
    name: 'crm_pipeline',
    version: 1,
    stages: [
      { name: 'subscriber', enter: { signal: 'registered', how: 'list' } },
      { name: 'lead', enter: { signal: 'registered', how: ['form', 'crm', 'product'] } },
      { name: 'mql', enter: on('qualified') },
      { name: 'sql', enter: on('accepted') },
      { name: 'opportunity', enter: on('evaluating') },
      { name: 'customer', enter: on('purchased') },
      { name: 'evangelist', enter: after('customer', 'advocated') },
    ],
    quiet: [
      { reached: 'lead', after_days: 180, stage: 'lost' },
      { reached: 'customer', after_days: 365, stage: 'dormant' },
    ],
    ended: CHURNED,
    returned: returning('resume'),
  },
];
