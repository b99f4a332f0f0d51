import { inputsOf, type Relation } from '../../sql/catalog.ts';
import { keepsWhatLanded } from '../../sql/incremental.ts';

/**
 * How one relation is brought up to date: `whole` (built anew, or appended to, from all of its inputs), `affected` (for the keys of its set),
 * `difference` (recomputed, and only what differs is written), `keys` (a set of keys), `skip` (nothing that it reads has changed).
 */
export type How = 'whole' | 'affected' | 'difference' | 'keys' | 'skip';

/** What an incremental refresh knows before it begins. */
export type Increment = {
  /** Relations that are built anew: edited since the last refresh, and what depends on them. */
  rebuilt: ReadonlySet<string>;
  /** External relations of which something new has landed. */
  landed: ReadonlySet<string>;
  /** The share of the keys above which all of them are recomputed: cheaper than to pick. Left out, a third. */
  largeShare?: number;
};

/** What it has learned so far. */
export type Progress = {
  /** Relations whose rows have changed in this run. */
  changed: ReadonlySet<string>;
  /** Rows of each set of keys, and whether they are so many that its models are built anew. */
  sets: ReadonlyMap<string, { rows: number; isLarge: boolean }>;
};

const LARGE_SHARE = 1 / 3;

export function isLarge(rows: number, all: number, { largeShare = LARGE_SHARE }: Increment): boolean {
  return rows > all * largeShare;
}

export function decideHow(relation: Relation, { rebuilt }: Increment, progress: Progress): How {
  if (relation.kind === 'affected') return 'keys';
  if (rebuilt.has(relation.name) || relation.name === 'run') return 'whole';
  if (relation.kind === 'seed' || relation.kind === 'view') return 'skip';
  if (relation.affectedBy !== null) return howOfSet(relation, progress.sets.get(relation.affectedBy));
  if (!inputsOf(relation).some((input) => progress.changed.has(input))) return 'skip';
  return relation.kind === 'table' ? 'difference' : 'whole';
}

function howOfSet(relation: Relation, set: { rows: number; isLarge: boolean } | undefined): How {
  if (set === undefined || set.rows === 0) return 'skip';
  return set.isLarge && !keepsWhatLanded(relation) ? 'whole' : 'affected';
}
