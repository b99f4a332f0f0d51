/** Histories worked out by hand: `[rule, as_of, life, history]`, times in days after day zero, `+1` = a millisecond later. */
export type Case = [rule: string, asOf: string, life: string[], history: string[]];

export const FIVE_STAGE: Case[] = [
  [
    'a rule with a window takes signals exactly at its edge',
    '31',
    ['0 reached', '0 engaged', '30 engaged'],
    ['0 awareness c1 #1 by e1', '30 consideration c1 #1 by e3'],
  ],
  [
    'a millisecond beyond the window is outside',
    '31',
    ['0 reached', '0 engaged', '30+1 engaged'],
    ['0 awareness c1 #1 by e1'],
  ],
  ['two signals on one day are one day', '5', ['0 reached', '0 engaged', '0+1 engaged'], ['0 awareness c1 #1 by e1']],
  [
    'a millisecond across midnight is another day',
    '5',
    ['0 reached', '1-1 engaged', '1 engaged'],
    ['0 awareness c1 #1 by e1', '1 consideration c1 #1 by e3'],
  ],
  [
    'a gate opens what comes later, not what was before',
    '5',
    ['0 reached', '1 advocated', '2 purchased', '3 advocated'],
    ['0 awareness c1 #1 by e1', '2 purchase c1 #1 by e3 over consideration', '3 advocacy c1 #1 by e4 over retention'],
  ],
  [
    'a gate opens at its own instant',
    '5',
    ['0 reached', '1 advocated', '1 purchased'],
    ['0 awareness c1 #1 by e1', '1 advocacy c1 #1 by e2 over consideration,purchase,retention'],
  ],
  [
    'a gate is opened by a higher stage too',
    '5',
    ['0 reached', '1 renewed', '2 advocated'],
    ['0 awareness c1 #1 by e1', '1 retention c1 #1 by e2 over consideration,purchase', '2 advocacy c1 #1 by e3'],
  ],
  [
    '1: the highest hit of an instant wins and names what it skipped',
    '5',
    ['0 reached', '0 registered:form', '0 purchased'],
    ['0 purchase c1 #1 by e3 over awareness,consideration'],
  ],
  [
    '1: a hit not above the held rank changes nothing',
    '5',
    ['0 reached', '1 purchased', '2 registered:form'],
    ['0 awareness c1 #1 by e1', '1 purchase c1 #1 by e2 over consideration'],
  ],
  [
    '1: a converted referral lifts although it is no activity',
    '5',
    ['0 purchased', '1 referral'],
    ['0 purchase c1 #1 by e1 over awareness,consideration', '1 advocacy c1 #1 by e2 over retention'],
  ],
  ['2: the deadline at as_of has come', '90', ['0 reached'], ['0 awareness c1 #1 by e1', '90 lost c1 #1']],
  ['2: a millisecond before the deadline it has not', '90-1', ['0 reached'], ['0 awareness c1 #1 by e1']],
  ['2: activity at the very deadline prevents it', '100', ['0 reached', '90 active'], ['0 awareness c1 #1 by e1']],
  [
    '2: activity a millisecond later returns',
    '100',
    ['0 reached', '90+1 active'],
    ['0 awareness c1 #1 by e1', '90 lost c1 #1', '90+1 awareness c2 #2 by e2'],
  ],
  [
    '2: the lifetime rank at the activity sets the threshold',
    '130',
    ['0 reached', '10 purchased'],
    ['0 awareness c1 #1 by e1', '10 purchase c1 #1 by e2 over consideration', '130 dormant c1 #1'],
  ],
  [
    '2: a referral does not put the deadline off',
    '120',
    ['0 purchased', '60 referral'],
    [
      '0 purchase c1 #1 by e1 over awareness,consideration',
      '60 advocacy c1 #1 by e2 over retention',
      '120 dormant c1 #1',
    ],
  ],
  [
    '2: a hit without activity at the deadline counts for the lifetime only',
    '131',
    ['0 purchased', '120 referral', '130 active'],
    ['0 purchase c1 #1 by e1 over awareness,consideration', '120 dormant c1 #1', '130 purchase c2 #2 by e3'],
  ],
  [
    '3: only a coming-back signal returns after an end',
    '8',
    ['0 reached', '1 purchased', '5 cancelled', '6 active', '7 purchased'],
    [
      '0 awareness c1 #1 by e1',
      '1 purchase c1 #1 by e2 over consideration',
      '5 churned c1 #1 by e3',
      '7 retention c2 #1 by e5',
    ],
  ],
  [
    '3: an end comes from quiet too',
    '123',
    ['1 purchased', '122 cancelled'],
    ['1 purchase c1 #1 by e1 over awareness,consideration', '121 dormant c1 #1', '122 churned c1 #1 by e2'],
  ],
  [
    '3: an end at the deadline takes its place',
    '123',
    ['1 purchased', '121 cancelled'],
    ['1 purchase c1 #1 by e1 over awareness,consideration', '121 churned c1 #1 by e2'],
  ],
  [
    '3: an ended customer never falls quiet',
    '400',
    ['1 purchased', '5 cancelled', '6 active'],
    ['1 purchase c1 #1 by e1 over awareness,consideration', '5 churned c1 #1 by e2'],
  ],
  [
    '3: an end while ended does nothing and lets nothing else happen',
    '9',
    ['1 purchased', '5 cancelled', '6 cancelled', '6 renewed', '8 renewed'],
    ['1 purchase c1 #1 by e1 over awareness,consideration', '5 churned c1 #1 by e2', '8 retention c2 #1 by e5'],
  ],
  [
    '3: what happens at the instant of an end counts for the lifetime only',
    '3',
    ['0 reached', '1 cancelled', '1 purchased', '2 active', '3 purchased'],
    ['0 awareness c1 #1 by e1', '1 churned c1 #1 by e2', '3 retention c2 #1 by e5 over consideration,purchase'],
  ],
  ['3: an end at the first entry is ignored', '3', ['0 cancelled', '0 reached'], ['0 awareness c1 #1 by e2']],
  [
    '4: resuming takes the rank held, caused by the returning activity',
    '130',
    ['0 purchased', '125 active'],
    ['0 purchase c1 #1 by e1 over awareness,consideration', '120 dormant c1 #1', '125 purchase c2 #2 by e2'],
  ],
  [
    '4: registering returns from an end, to the rank held',
    '8',
    ['1 purchased', '5 cancelled', '6 engaged', '7 registered:list'],
    ['1 purchase c1 #1 by e1 over awareness,consideration', '5 churned c1 #1 by e2', '7 purchase c2 #2 by e4'],
  ],
  [
    '4: a hit above the rank held is entered from there',
    '100',
    ['0 reached', '95 purchased'],
    ['0 awareness c1 #1 by e1', '90 lost c1 #1', '95 purchase c2 #1 by e2 over consideration'],
  ],
  [
    '4: a hit without activity while quiet brings no return',
    '130',
    ['0 purchased', '122 referral', '123 active'],
    ['0 purchase c1 #1 by e1 over awareness,consideration', '120 dormant c1 #1', '123 purchase c2 #2 by e3'],
  ],
  [
    '6: entries are counted by stage, cycles by return',
    '300',
    ['0 reached', '100 active', '200 active'],
    [
      '0 awareness c1 #1 by e1',
      '90 lost c1 #1',
      '100 awareness c2 #2 by e2',
      '190 lost c2 #2',
      '200 awareness c3 #3 by e3',
      '290 lost c3 #3',
    ],
  ],
];

export const GROWTH: Case[] = [
  [
    '4: the returned stage is entered, the next hit restarts',
    '124',
    ['0 reached', '1 purchased', '122 active', '123 registered:form'],
    [
      '0 acquisition c1 #1 by e1',
      '1 growth c1 #1 by e2 over conversion',
      '121 dormant c1 #1',
      '122 reactivation c2 #1 by e3',
      '123 conversion c2 #1 by e4 over acquisition',
    ],
  ],
  [
    '4: hits at the returning instant do not count',
    '124',
    ['0 purchased', '122 purchased', '123 active'],
    ['0 growth c1 #1 by e1 over acquisition,conversion', '120 dormant c1 #1', '122 reactivation c2 #1 by e2'],
  ],
  [
    '4: who has not reached far enough resumes',
    '93',
    ['0 reached', '1 registered:form', '92 active'],
    ['0 acquisition c1 #1 by e1', '1 conversion c1 #1 by e2', '91 lost c1 #1', '92 conversion c2 #2 by e3'],
  ],
  [
    '4: reached far enough before the instant, not at it',
    '92',
    ['0 reached', '91 purchased'],
    ['0 acquisition c1 #1 by e1', '90 lost c1 #1', '91 growth c2 #1 by e2 over conversion'],
  ],
  [
    '4: the returned stage falls quiet and is returned to',
    '250',
    ['1 purchased', '122 active', '250 active'],
    [
      '1 growth c1 #1 by e1 over acquisition,conversion',
      '121 dormant c1 #1',
      '122 reactivation c2 #1 by e2',
      '242 dormant c2 #2',
      '250 reactivation c3 #2 by e3',
    ],
  ],
  [
    '4: an end from the returned stage, and back to it',
    '124',
    ['0 purchased', '121 active', '122 cancelled', '123 purchased'],
    [
      '0 growth c1 #1 by e1 over acquisition,conversion',
      '120 dormant c1 #1',
      '121 reactivation c2 #1 by e2',
      '122 churned c2 #1 by e3',
      '123 reactivation c3 #2 by e4',
    ],
  ],
];

export const SEVEN_POINTS: Case[] = [
  [
    '4: restarting without a hit enters rank 1',
    '123',
    ['1 purchased', '122 active'],
    [
      '1 decision c1 #1 by e1 over first_contact,discovery,interest',
      '121 dormant c1 #1',
      '122 first_contact c2 #1 by e2',
    ],
  ],
  [
    '4: restarting with a hit skips all below it',
    '123',
    ['1 purchased', '122 engaged'],
    [
      '1 decision c1 #1 by e1 over first_contact,discovery,interest',
      '121 dormant c1 #1',
      '122 discovery c2 #1 by e2 over first_contact',
    ],
  ],
];

export const CRM_PIPELINE: Case[] = [
  [
    '3: an end before the first entry is ignored',
    '4',
    ['0 reached', '1 cancelled', '2 registered:form'],
    ['2 lead c1 #1 by e3 over subscriber'],
  ],
  ['5: who only looks has no history', '400', ['0 reached', '1 active'], []],
  ['2: subscribers never fall quiet', '999', ['0 reached', '0 registered:list'], ['0 subscriber c1 #1 by e2']],
  [
    '2: leads are lost after 180 days',
    '180',
    ['0 registered:crm'],
    ['0 lead c1 #1 by e1 over subscriber', '180 lost c1 #1'],
  ],
];

/** Growth with `then: resume`. */
export const RESUMING_GROWTH: Case[] = [
  [
    '4: resuming from the returned stage goes to the higher rank, caused by the hit that lifts',
    '124',
    ['0 purchased', '122 active', '123 registered:form'],
    [
      '0 growth c1 #1 by e1 over acquisition,conversion',
      '120 dormant c1 #1',
      '122 reactivation c2 #1 by e2',
      '123 growth c2 #2 by e3',
    ],
  ],
  [
    '4: a higher hit is entered by its own cause',
    '124',
    ['0 purchased', '122 active', '123 purchased'],
    [
      '0 growth c1 #1 by e1 over acquisition,conversion',
      '120 dormant c1 #1',
      '122 reactivation c2 #1 by e2',
      '123 maintenance c2 #1 by e3',
    ],
  ],
];
