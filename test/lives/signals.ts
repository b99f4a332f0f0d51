import fc from 'fast-check';
import type { Signal } from '../reference/types.ts';
import { instants } from './instants.ts';

const HOWS = ['list', 'form', 'crm', 'product'];
const KINDS: Pick<Signal, 'signal' | 'how' | 'is_activity'>[] = [
  ...[
    'engaged',
    'purchased',
    'purchased',
    'renewed',
    'evaluating',
    'qualified',
    'accepted',
    'satisfied',
    'supported',
    'active',
  ].map((signal) => ({ signal, how: '', is_activity: true })),
  ...HOWS.map((how) => ({ signal: 'registered', how, is_activity: true })),
  { signal: 'advocated', how: '', is_activity: true },
  { signal: 'advocated', how: '', is_activity: false },
  { signal: 'cancelled', how: '', is_activity: false },
  { signal: 'cancelled', how: '', is_activity: false },
];

/** Rows of `signals` for two customers, unique in their key, each customer's first instant with its `reached`. */
export function signalRows(maxRows = 25): fc.Arbitrary<Signal[]> {
  const row = fc
    .record({
      kind: fc.constantFrom(...KINDS),
      customer: fc.constantFrom('c_1', 'c_2'),
      at: instants(),
      label: fc.nat({ max: 99 }),
    })
    .map(
      ({ kind, customer, at, label }): Signal => ({
        customer_id: customer,
        ...kind,
        occurred_at: at,
        event_id: `e${String(label).padStart(2, '0')}`,
        amount_minor: kind.signal === 'purchased' ? 1000 : null,
      }),
    );
  const key = (s: Signal) => [s.customer_id, s.signal, s.how, s.occurred_at].join('|');
  return fc
    .uniqueArray(row, { selector: key, minLength: 1, maxLength: maxRows, size: 'max' })
    .map((rows) => [...reachedOf(rows), ...rows]);
}

function reachedOf(rows: readonly Signal[]): Signal[] {
  return ['c_1', 'c_2'].flatMap((customer) => {
    const [first] = rows
      .filter((row) => row.customer_id === customer)
      .toSorted((a, b) => a.occurred_at - b.occurred_at);
    return first ? [{ ...first, signal: 'reached', how: '', is_activity: true, amount_minor: null }] : [];
  });
}
