import { groupBy } from './collections.ts';
import type { LandedLine } from './types.ts';

export type ObjectState = {
  provider: string;
  object_type: string;
  object_id: string;
  event_id: string;
  state_at: string;
  stage: unknown;
  status: unknown;
  amount_minor: unknown;
  is_deleted: boolean;
  count_events: number;
};

type Told = { line: LandedLine; type: string; id: string; at: number; sequence: number };

/** The latest state of each vendor object up to `asOf`: its events walked in the order of the object's own time, each telling a part of it. */
export function objectStates(lines: readonly LandedLine[], asOf: string): ObjectState[] {
  const told = lines.filter((line) => line.occurred_at <= asOf).flatMap(toldOf);
  return [...groupBy(told, ({ line, type, id }) => JSON.stringify([line.provider, type, id])).values()].map(stateOf);
}

function toldOf(line: LandedLine): Told[] {
  const { object, is_bot, is_internal } = (line.context ?? {}) as Record<string, unknown>;
  if (object === undefined || is_bot === true || is_internal === true) return [];
  const { type, id, updated_at, sequence } = object as Record<string, string & number>;
  return [
    { line, type: type ?? '', id: id ?? '', at: Date.parse(updated_at ?? line.occurred_at), sequence: sequence ?? -1 },
  ];
}

function stateOf(told: readonly Told[]): ObjectState {
  const inOrder = told.toSorted(
    (a, b) =>
      a.at - b.at ||
      a.sequence - b.sequence ||
      Date.parse(a.line.occurred_at) - Date.parse(b.line.occurred_at) ||
      (a.line.event_id < b.line.event_id ? -1 : 1),
  );
  const parts: Record<string, unknown> = {};
  for (const { line } of inOrder) Object.assign(parts, line.properties);
  const last = inOrder.at(-1);
  if (last === undefined) throw new Error('[reference] an object without events');
  return {
    provider: last.line.provider,
    object_type: last.type,
    object_id: last.id,
    event_id: last.line.event_id,
    state_at: new Date(last.at).toISOString(),
    ...{ stage: parts.stage, status: parts.status, amount_minor: parts.amount_minor },
    is_deleted: isDeletion(last.line),
    count_events: told.length,
  };
}

function isDeletion({ event_name, properties }: LandedLine): boolean {
  const [changed] = (properties?.changed ?? []) as string[];
  return event_name === 'contact_deleted' || properties?.status === 'deleted' || changed === 'deleted';
}
