import type { Relation } from './catalog.ts';

type Place = { folder: string; partition: string };

/** What the product itself writes beside the events that landed. */
const OWN: Readonly<Record<string, Place>> = {
  raw_link_decisions: { folder: 'links', partition: 'decided_date' },
  raw_publications: { folder: 'publications', partition: 'published_date' },
};

/** Whether an external relation holds events that somebody sent. */
export function isOfEvents(relation: string): boolean {
  return OWN[relation] === undefined;
}

/** Where an external relation's files lie below the lake, in folders `<partition>=YYYY-MM-DD`. */
export function lakePlace(relation: Relation): Place {
  return OWN[relation.name] ?? { folder: relation.name.replace(/^raw_/, 'raw/'), partition: 'received_date' };
}
