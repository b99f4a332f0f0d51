import type { Row, Warehouse } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { StageModel } from '../../../schemas/stage-model.ts';
import {
  countSignals,
  personChanges,
  personEntries,
  personEvents,
  personHubs,
  personIdentifiers,
  personRow,
  personSignals,
} from '../../../sql/operations.ts';
import { hasTable, LAST_REFRESH } from '../../../sql/statements.ts';
import type { Decision } from '../links/decision.ts';
import type { Found } from './find.ts';
import { whyOf } from './why.ts';

/** All that is known of one customer, as `--format json` prints it; rows have the columns of their tables. */
export type Person = {
  asked: string;
  found_by: string;
  customer_id: string;
  as_of: string;
  /** The row of `customers`; null for a hub without events of its own. */
  customer: Row | null;
  identifiers: Row[];
  /** Shared identifiers that the customer's own were seen with; they tie nobody together. */
  hubs: Row[];
  decisions: Decision[];
  entries: Row[];
  /** Null where the tables have no `stage_changes` yet. */
  changes: Row[] | null;
  signals: Row[];
  signals_in_all: number;
  events: Row[];
  events_in_all: number;
};

export type Question = {
  asked: string;
  found: Found;
  schema: string;
  stageModels: readonly StageModel[];
  decisions: readonly Decision[];
  /** Of events and of signals, the latest; of entries and changes all are told. */
  limit: number;
  /** Stage models to tell of; left out, all. */
  only?: readonly string[];
};

/** Reads one customer's page from the published tables. */
export async function readPerson(warehouse: Warehouse, question: Question): Promise<Person> {
  const { customerId, foundBy } = question.found;
  const rows = (statement: string) => warehouse.query(statement);
  const [customer = null] = await rows(personRow(customerId));
  const identifiers = await rows(personIdentifiers(customerId));
  const isTold = ({ model }: Row) => question.only?.includes(String(model)) ?? true;
  const changes = await readChanges(warehouse, question);
  return {
    asked: question.asked,
    found_by: foundBy,
    customer_id: customerId,
    as_of: String((await rows(LAST_REFRESH))[0]?.as_of),
    customer,
    identifiers,
    hubs: await rows(personHubs(customerId)),
    decisions: decisionsOn(question.decisions, identifiers),
    entries: (await rows(personEntries(customerId))).filter(isTold).map((row) => withWhy(row, question.stageModels)),
    changes: changes?.filter(isTold) ?? null,
    signals: await rows(personSignals(customerId, question.limit)),
    signals_in_all: Number((await rows(countSignals(customerId)))[0]?.signals),
    events: await rows(personEvents(customerId, question.limit)),
    events_in_all: Number(customer?.count_events ?? 0),
  };
}

async function readChanges(warehouse: Warehouse, { found, schema }: Question): Promise<Row[] | null> {
  if ((await warehouse.query(hasTable('stage_changes', schema))).length === 0) return null;
  return warehouse.query(personChanges(found.customerId));
}

/** The decisions that name one of the identifiers, in the order in which they were taken. */
function decisionsOn(decisions: readonly Decision[], identifiers: readonly Row[]): Decision[] {
  const own = new Set(identifiers.map((row) => row.identifier));
  return decisions
    .filter(({ identifier_a, identifier_b }) => own.has(identifier_a) || own.has(identifier_b))
    .sort((one, other) => (one.decided_at < other.decided_at ? -1 : 1));
}

function withWhy(row: Row, stageModels: readonly StageModel[]): Row {
  const model = stageModels.find(({ name, version }) => name === row.model && version === row.model_version);
  const previousStage = row.previous_stage === null ? null : String(row.previous_stage);
  return { ...row, why: model === undefined ? null : whyOf(model, { stage: String(row.stage), previousStage }) };
}
