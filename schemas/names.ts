import { type Accepts, compile } from './accept.ts';
import { editsBetween } from './edits.ts';
import type { EventSchema } from './envelope.ts';
import type { Source } from './source.ts';
import { marketingEvent } from './sources/marketing.ts';
import { salesEvent } from './sources/sales.ts';
import { supportEvent } from './sources/support.ts';
import { webEvent } from './sources/web.ts';

/** The union of each source's events. */
export const UNIONS = { web: webEvent, sales: salesEvent, support: supportEvent, marketing: marketingEvent } as const;

export interface Definition {
  source: Source;
  schema: EventSchema;
  /** The schema's answer without its reasons. */
  accepts: Accepts;
  /** The keys of `properties` that the schema types; anything else is kept under `extra`. */
  known: ReadonlySet<string>;
}

/** How each event is judged, by its name. A Map, because senders' names (`constructor`) would find things in an object. */
export const DEFINITIONS: ReadonlyMap<string, Definition> = new Map(
  Object.entries(UNIONS).flatMap(([source, union]) =>
    (union.options as readonly unknown[] as readonly EventSchema[]).map((schema) => [
      schema.shape.event_name.value,
      {
        source: source as Source,
        schema,
        accepts: compile(schema),
        known: new Set(Object.keys(schema.shape.properties.shape)),
      },
    ]),
  ),
);

/** The closed list of event names of each source. */
export const EVENT_NAMES: Record<Source, readonly string[]> = {
  web: namesOf('web'),
  sales: namesOf('sales'),
  support: namesOf('support'),
  marketing: namesOf('marketing'),
};

function namesOf(source: Source): readonly string[] {
  return [...DEFINITIONS].filter(([, definition]) => definition.source === source).map(([name]) => name);
}

const LONGEST = 64;
/** Senders repeat their names; whoever sends ever new ones makes the memory start anew. */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, string>();

/** The known event name that takes the fewest edits to reach from a sender's, whatever the case and the separators. */
export function nearestName(sent: string): string {
  // a part of a long name would hold the whole of it in memory
  if (sent.length > LONGEST) return findNearest(sent.slice(0, LONGEST));
  const known = remembered.get(sent);
  if (known !== undefined) return known;
  const nearest = findNearest(sent);
  if (remembered.size === MOST_REMEMBERED) remembered.clear();
  remembered.set(sent, nearest);
  return nearest;
}

function findNearest(sent: string): string {
  const name = toSnakeCase(sent);
  let nearest = { name: '', edits: Number.POSITIVE_INFINITY };
  for (const known of DEFINITIONS.keys()) {
    const edits = editsBetween(name, known, nearest.edits);
    if (edits < nearest.edits) nearest = { name: known, edits };
  }
  return nearest.name;
}

function toSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
