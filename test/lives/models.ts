import fc from 'fast-check';
import { returning } from '../reference/presets.ts';
import type { Rule, StageModel } from '../reference/types.ts';

const SIGNALS = [
  'reached',
  'engaged',
  'registered',
  'qualified',
  'evaluating',
  'purchased',
  'renewed',
  'satisfied',
  'advocated',
  'supported',
  'active',
  'cancelled',
];

/** Random stage models that the schema accepts: lists, hows, counts, windows, gates, quiet lines, ends and returns. */
export function modelArbitrary(): fc.Arbitrary<StageModel> {
  return fc.integer({ min: 1, max: 5 }).chain((size) => {
    const names = Array.from({ length: size }, (_, i) => `rung_${i + 1}`);
    return fc
      .record({ gated: fc.subarray(names, { maxLength: size - 1 }), rules: ladderRules(size) })
      .chain(({ gated, rules }) => {
        const gates = names.filter((name) => !gated.includes(name));
        return modelOf(names, gates, rules);
      });
  });
}

function ladderRules(size: number): fc.Arbitrary<Rule[][]> {
  return fc.array(fc.array(rule(), { minLength: 1, maxLength: 3 }), { minLength: size, maxLength: size });
}

function rule(): fc.Arbitrary<Rule> {
  const signal = fc.constantFrom(...SIGNALS);
  const several = fc.uniqueArray(signal, { minLength: 1, maxLength: 3 });
  const counted = fc.record({ count: fc.constantFrom(2, 2, 3, 4), within: fc.constantFrom(null, 1, 30, 90, 365) });
  return fc
    .record({
      signal: fc.oneof(signal, several),
      how: fc.constantFrom(null, null, null, 'list', 'form', ['crm', 'product']),
      counted: fc.option(counted, { nil: null, freq: 2 }),
    })
    .map(({ signal: name, how, counted: number }) => ({
      signal: name,
      // Only `registered` says how; elsewhere the word would make a rule that nobody meets.
      ...(how !== null && name === 'registered' ? { how } : {}),
      ...(number === null ? {} : { count: number.count }),
      ...(number?.within ? { within_days: number.within } : {}),
    }));
}

function modelOf(names: string[], gates: string[], rules: Rule[][]): fc.Arbitrary<StageModel> {
  const stages = fc.tuple(
    ...names.map((name, i) => fc.constantFrom(...gates).map((gate) => stageOf(name, gates, gate, rules[i] ?? []))),
  );
  return fc.record({ stages, quiet: quietLines(names), ended: ended(), returned: returned(names) }).map((parts) => ({
    name: 'random',
    version: 1,
    title: 'A random model',
    stages: parts.stages,
    quiet: parts.quiet,
    ...(parts.ended ? { ended: parts.ended } : {}),
    ...(parts.returned ? { returned: parts.returned } : {}),
  }));
}

function stageOf(name: string, gates: string[], gate: string, rules: Rule[]): StageModel['stages'][number] {
  if (gates.includes(name)) return { name, enter: rules };
  return { name, enter: rules.map((free, i) => (i === 0 ? { ...free, after: gate } : free)) };
}

function quietLines(names: string[]): fc.Arbitrary<NonNullable<StageModel['quiet']>> {
  return fc
    .subarray(names)
    .chain((reached) =>
      fc.tuple(
        ...reached.map((name) =>
          fc
            .record({ after_days: fc.constantFrom(1, 30, 90, 120), stage: fc.constantFrom('lost', 'dormant') })
            .map((line) => ({ reached: name, ...line })),
        ),
      ),
    );
}

function ended(): fc.Arbitrary<NonNullable<StageModel['ended']> | null> {
  return fc
    .constantFrom(null, 'cancelled', 'cancelled', 'cancelled', 'supported')
    .map((signal) => signal && { signal, stage: 'churned' });
}

function returned(names: string[]): fc.Arbitrary<NonNullable<StageModel['returned']> | null> {
  const shape = fc
    .record({
      stage: fc.constantFrom(null, 'back'),
      reached: fc.constantFrom(null, ...names),
      how: fc.constantFrom('resume' as const, 'restart' as const),
    })
    .map(({ stage, reached, how }) => returning(how, { ...(stage ? { stage } : {}), ...(reached ? { reached } : {}) }));
  return fc.option(shape, { nil: null, freq: 4 });
}
