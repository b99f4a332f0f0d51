import { z } from 'zod';

/** What an event can mean for the lifecycle: the closed list of signals, in the order of a life. */
export const SIGNALS = [
  'reached',
  'engaged',
  'registered',
  'qualified',
  'accepted',
  'evaluating',
  'purchased',
  'renewed',
  'satisfied',
  'advocated',
  'supported',
  'active',
  'cancelled',
] as const;

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'use snake_case, for example post_purchase');
const signal = z.enum(SIGNALS);
const how = z.enum(['list', 'form', 'crm', 'product']);
const whole = z.int().positive();
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((value) => [value]), z.array(item).min(1)]) as z.ZodType<z.output<T>[]>;

const rule = z.strictObject({
  signal: oneOrMore(signal),
  how: oneOrMore(how).optional(),
  count: whole.default(1),
  within_days: whole.optional(),
  after: name.optional(),
});

const shape = z.strictObject({
  name,
  version: whole,
  title: z.string().min(1),
  stages: z.array(z.strictObject({ name, enter: oneOrMore(rule) })).min(1),
  quiet: z.array(z.strictObject({ reached: name, after_days: whole, stage: name })).default([]),
  ended: z.strictObject({ signal, stage: name }).optional(),
  returned: z
    .strictObject({
      stage: name.optional(),
      reached: name.optional(),
      // biome-ignore lint/suspicious/noThenProperty: the file's own word; the object is never awaited
      then: z.enum(['restart', 'resume']).default('resume'),
    })
    .prefault({}),
});

export type StageModel = z.infer<typeof shape>;
export type StageRule = StageModel['stages'][number]['enter'][number];

type Issue = { path: (string | number)[]; message: string };

function unknownStages(model: StageModel): Issue[] {
  const known = new Set(model.stages.map((stage) => stage.name));
  const named: [(string | number)[], string | undefined][] = [
    ...model.quiet.map((line, i): [(string | number)[], string] => [['quiet', i, 'reached'], line.reached]),
    [['returned', 'reached'], model.returned.reached],
    ...model.stages.flatMap((stage, i) =>
      stage.enter.map((r, j): [(string | number)[], string | undefined] => [
        ['stages', i, 'enter', j, 'after'],
        r.after,
      ]),
    ),
  ];
  return named
    .filter(([, stage]) => stage !== undefined && !known.has(stage))
    .map(([path, stage]) => ({ path, message: `there is no stage ${stage}; name one of ${[...known].join(', ')}` }));
}

function gatedGates(model: StageModel): Issue[] {
  const gated = new Set(model.stages.filter((s) => s.enter.some((r) => r.after !== undefined)).map((s) => s.name));
  return model.stages.flatMap((stage, i) =>
    stage.enter.flatMap((r, j) =>
      r.after !== undefined && gated.has(r.after)
        ? [
            {
              path: ['stages', i, 'enter', j, 'after'],
              message: `${r.after} has a rule with after itself; name a stage whose rules have none`,
            },
          ]
        : [],
    ),
  );
}

function repeatedNames(model: StageModel): Issue[] {
  const ladder = model.stages.map((stage, i) => ({
    name: stage.name,
    path: ['stages', i, 'name'] as (string | number)[],
  }));
  const repeated = ladder.filter(({ name: stage }, i) => ladder.findIndex((other) => other.name === stage) < i);
  const taken = new Set(ladder.map((stage) => stage.name));
  const others: [(string | number)[], string | undefined][] = [
    ...model.quiet.map((line, i): [(string | number)[], string] => [['quiet', i, 'stage'], line.stage]),
    [['ended', 'stage'], model.ended?.stage],
    [['returned', 'stage'], model.returned.stage],
  ];
  return [
    ...repeated.map(({ path, name: stage }) => ({
      path,
      message: `${stage} stands twice; give each stage its own name`,
    })),
    ...others
      .filter(([, stage]) => stage !== undefined && taken.has(stage))
      .map(([path, stage]) => ({ path, message: `${stage} is a stage of the ladder already; choose another name` })),
  ];
}

function repeatedQuiet(model: StageModel): Issue[] {
  return model.quiet.flatMap((line, i) =>
    model.quiet.findIndex((other) => other.reached === line.reached) < i
      ? [{ path: ['quiet', i, 'reached'], message: `${line.reached} has a quiet line already; keep one` }]
      : [],
  );
}

/** A stage model as lifecycle.md section 2 defines it: ladder, quiet lines, ended, returned; every stage named must exist. */
export const stageModelSchema = shape.superRefine((model, context) => {
  for (const issue of [
    ...unknownStages(model),
    ...gatedGates(model),
    ...repeatedNames(model),
    ...repeatedQuiet(model),
  ]) {
    context.addIssue({ code: 'custom', ...issue });
  }
});

/** The rank of a stage, from 1; undefined where the ladder has no such stage. */
export function rankOf(model: StageModel, stage: string): number | undefined {
  const position = model.stages.findIndex((candidate) => candidate.name === stage);
  return position < 0 ? undefined : position + 1;
}
