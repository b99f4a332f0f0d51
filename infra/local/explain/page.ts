import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import { cell, columnLines, type Style } from '../terminal.ts';
import type { Person } from './person.ts';

/** A person's page for a terminal: who, by which identifiers, at which stages and why, what was told, what happened. */
export function personPage(person: Person, style: Style): string {
  const sections: [string, string[]][] = [
    ['Identifiers', columnLines(person.identifiers.map(identifierCells))],
    ['Shared by many, so they tie nobody together', columnLines(person.hubs.map(hubCells))],
    ['Decided by hand', columnLines(person.decisions.map(decisionCells))],
    ...stageSections(person.entries, style),
    changeSection(person.changes ?? []),
    [latestOf('Signals', person.signals, person.signals_in_all), columnLines(person.signals.map(signalCells))],
    [latestOf('Events', person.events, person.events_in_all), columnLines(person.events.map(eventCells))],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [headLines(person, style), ...shown.map(([title, lines]) => [style.bold(title), ...lines])]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headLines(person: Person, style: Style): string[] {
  const { customer, customer_id, found_by } = person;
  const isOldId = found_by !== customer_id && found_by.startsWith('c_');
  const names = [customer?.email, customer?.user_id].filter((name) => name !== null && name !== undefined).map(cell);
  return [
    `${style.bold([customer_id, ...names].join('  '))}  ${style.dim(`as of ${person.as_of}`)}`,
    ...(isOldId ? [`${found_by} is an id that this customer once had`] : []),
    ...(customer === null ? ['no events of its own'] : lifeLines(customer)),
  ];
}

function lifeLines(customer: Row): string[] {
  const facts: [string, string][] = [
    [
      'stage',
      customer.stage === null ? 'none yet' : `${cell(customer.stage)} since ${cell(customer.stage_entered_at)}`,
    ],
    ['first seen', `${cell(customer.first_seen_at)} through ${cell(customer.first_channel)}`],
    ['identified', cell(customer.identified_at)],
    ['last active', cell(customer.last_active_at)],
    [
      'purchases',
      `on ${cell(customer.purchase_days)} days, ${cell(customer.revenue_minor)} in minor units before refunds`,
    ],
    ['contactable', customer.is_contactable === true ? 'yes' : 'no'],
  ];
  return columnLines(facts);
}

function latestOf(title: string, rows: readonly Row[], inAll: number): string {
  return rows.length < inAll ? `${title} (the latest ${rows.length} of ${inAll})` : `${title} (${rows.length})`;
}

const TIES_SHOWN = 3;

function identifierCells(row: Row): string[] {
  const ties = Array.isArray(row.tied_to) ? row.tied_to : [];
  const more = ties.length > TIES_SHOWN ? ` and ${ties.length - TIES_SHOWN} more` : '';
  return [
    cell(row.id_type),
    cell(row.id_value),
    `${cell(row.first_seen_at)} to ${cell(row.last_seen_at)}`,
    row.is_hub === true ? `shared: ${limitText(row)}` : '',
    ties.length === 0 ? '' : `seen with ${cell(ties.slice(0, TIES_SHOWN))}${more}`,
  ];
}

function hubCells(row: Row): string[] {
  return [cell(row.identifier), limitText(row)];
}

function limitText(hub: Row): string {
  return `seen with ${cell(hub.linked)} of type ${cell(hub.linked_to)}, the limit is ${cell(hub.limit_applied)}`;
}

function decisionCells(decision: Person['decisions'][number]): string[] {
  return [decision.decided_at, decision.action, cell(decision.identifier_a), cell(decision.identifier_b)];
}

/** One section a model: its entries in order, the current one marked. */
function stageSections(entries: readonly Row[], style: Style): [string, string[]][] {
  const models = [...new Set(entries.map(modelOf))];
  return models.map((model) => {
    const own = entries.filter((row) => modelOf(row) === model);
    const lines = columnLines(own.map(entryCells));
    return [`Stages of ${model}`, lines.map((line, i) => (own[i]?.is_current === true ? style.green(line) : line))];
  });
}

function modelOf(row: Row): string {
  return `${cell(row.model)}@${cell(row.model_version)}`;
}

function entryCells(row: Row): string[] {
  const skipped = Array.isArray(row.skipped_stages) && row.skipped_stages.length > 0;
  const cause =
    row.cause_event_id === null ? 'by time' : `by ${cell(row.cause_event_name)} ${cell(row.cause_event_id)}`;
  return [
    cell(row.entered_at),
    cell(row.stage),
    `cycle ${cell(row.cycle)}`,
    row.is_current === true ? 'now' : '',
    [cell(row.why ?? ''), cause, ...(skipped ? [`skipped ${cell(row.skipped_stages)}`] : [])]
      .filter(Boolean)
      .join(', '),
  ];
}

/** The baseline says again what the stages say, so it is counted and not listed. */
function changeSection(changes: readonly Row[]): [string, string[]] {
  const news = changes.filter((row) => row.is_baseline !== true);
  const baseline = changes.length - news.length;
  const title =
    baseline === 0 ? `Changes (${news.length})` : `Changes (${news.length} since the baseline of ${baseline})`;
  return [title, columnLines(news.map(changeCells))];
}

function changeCells(row: Row): string[] {
  const merged = row.merged_into === null ? '' : ` into ${cell(row.merged_into)}`;
  return [
    cell(row.detected_at),
    modelOf(row),
    cell(row.kind) + merged,
    `${row.from_stage === null ? '' : `${cell(row.from_stage)} to `}${cell(row.to_stage)}`,
    cell(row.occurred_at),
    toldOf(row),
  ];
}

function toldOf(row: Row): string {
  return row.published_at === null ? 'told nobody' : `told ${cell(row.published_at)}`;
}

function signalCells(row: Row): string[] {
  const how = row.how === '' ? '' : ` (${cell(row.how)})`;
  return [
    cell(row.occurred_at),
    cell(row.signal) + how,
    cell(row.event_id),
    row.amount_minor === null ? '' : `${cell(row.amount_minor)} minor units`,
  ];
}

function eventCells(row: Row): string[] {
  return [
    cell(row.occurred_at),
    cell(row.event_name),
    `${cell(row.source)} by ${cell(row.provider)}`,
    cell(row.event_id),
  ];
}
