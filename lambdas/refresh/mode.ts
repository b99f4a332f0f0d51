import type { Catalog } from '../../sql/catalog.ts';
import { keepsWhatLanded } from '../../sql/incremental.ts';
import { withDescendants } from '../../sql/plan.ts';
import type { Increment } from './how.ts';

/** What is asked of a refresh, and what there is to do. */
export type Need = {
  /** Everything, whatever has changed. */
  isFull: boolean;
  /** The hash that each relation would be built by now. */
  textHashes: ReadonlyMap<string, string>;
  /** External relations of which something new has landed. */
  landed: ReadonlySet<string>;
  /** Whether time alone changes the tables: an event's time came, a quiet deadline passed, a day began. */
  isDue: boolean;
};

/** What the tables are: null where they were never built as a whole. */
export type Standing = { asOf: string; textHashes: ReadonlyMap<string, string> } | null;

export type Mode = { mode: 'full' | 'incremental' | 'idle'; increment: Increment | null; why: string };

/** Whether everything is rebuilt, or what has changed, or nothing; and why, in words for people. */
export function decideMode(catalog: Catalog, need: Need, standing: Standing): Mode {
  const full = (why: string): Mode => ({ mode: 'full', increment: null, why });
  if (need.isFull) return full('asked for');
  if (standing === null) return full('these tables have not been built before');
  const edited = editedRelations(need.textHashes, standing.textHashes);
  const stone = edited.find((name) => needsRaw(catalog, name));
  if (stone !== undefined) return full(`${stone} was edited`);
  if (edited.length === 0 && need.landed.size === 0 && !need.isDue) {
    return { mode: 'idle', increment: null, why: 'nothing landed and nothing is due' };
  }
  const increment = { rebuilt: withDescendants(catalog, edited), landed: need.landed };
  const why = [...edited.map((name) => `${name} was edited`), ...[...need.landed].map((name) => `${name} has landed`)];
  return { mode: 'incremental', increment, why: [...why, ...(need.isDue ? ['time has passed'] : [])].join(', ') };
}

/** Relations that are new, or made by another text, twin, setting or seed than at the last refresh. */
function editedRelations(now: ReadonlyMap<string, string>, then: ReadonlyMap<string, string>): string[] {
  return [...now].filter(([name, hash]) => then.get(name) !== hash).map(([name]) => name);
}

/** A set of keys, and what keeps all that has ever landed, cannot be made right by what is there. */
function needsRaw(catalog: Catalog, name: string): boolean {
  const relation = catalog.relations.get(name);
  return relation !== undefined && (relation.kind === 'affected' || keepsWhatLanded(relation));
}
