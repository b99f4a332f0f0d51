import { keyOf, setOfInput } from '../../sql/affected.ts';
import { type Catalog, inputsOf, type Relation } from '../../sql/catalog.ts';
import {
  changesName,
  countChanges,
  createWork,
  deleteChanged,
  differenceOf,
  insertChanged,
  isSelfReading,
  mergeChanged,
  type Shadow,
  selectAll,
  selectFresh,
  selectHeld,
  selectWithin,
  shadowed,
  withinName,
} from '../../sql/incremental.ts';
import { dropTable, fixpointRound, fixpointStart, insertRows, selectAbsent } from '../../sql/statements.ts';
import { countOf } from '../lib/warehouse/count-of.ts';
import type { Warehouse } from '../lib/warehouse/warehouse.ts';
import { type Built, repeatRounds } from './whole.ts';

/** Brings single relations up to date by the keys that are affected; owns the working tables of the run. */
export class PartBuilder {
  private readonly warehouse: Warehouse;
  private readonly catalog: Catalog;
  /** Working tables and their rows: the part of a relation within a set, made once and read by all. */
  private readonly parts = new Map<string, number>();
  private readonly work = new Set<string>();
  private statements = 0;

  constructor(warehouse: Warehouse, catalog: Catalog) {
    this.warehouse = warehouse;
    this.catalog = catalog;
  }

  /** Recomputes the rows of the set's keys and writes those that differ. */
  async makeAffected(relation: Relation): Promise<Built> {
    return this.counting(async () => {
      const set = this.relation(relation.affectedBy ?? '');
      const inputs = await this.inputs(relation);
      const part = withinName(relation.name, set.name);
      if (relation.kind === 'append') {
        await this.make(part, selectAbsent(relation, shadowed(relation.sql ?? '', inputs.shadows)));
        await this.run(insertRows(relation, selectAll(part)));
        return { rounds: null, inputRows: inputs.rows, rowsWritten: this.parts.get(part) ?? 0, made: part };
      }
      const rounds = await this.recompute(relation, part, set, inputs.shadows);
      const held = selectHeld(relation.name, this.warehouse.engine, { name: set.name, key: keyOf(set) });
      const rowsWritten = await this.writeDifference(relation, part, held);
      return { rounds, inputRows: inputs.rows, rowsWritten, made: part };
    });
  }

  /** Recomputes all rows and writes those that differ. */
  async makeDifference(relation: Relation): Promise<Built> {
    return this.counting(async () => {
      const fresh = `${relation.name}__fresh`;
      await this.make(fresh, relation.sql ?? '');
      const held = selectHeld(relation.name, this.warehouse.engine);
      const rowsWritten = await this.writeDifference(relation, fresh, held);
      await this.drop(fresh);
      return { rounds: null, inputRows: null, rowsWritten, made: null };
    });
  }

  /** Drops the working tables. */
  async clear(): Promise<void> {
    for (const name of this.work) await this.warehouse.run(dropTable(name));
    this.work.clear();
    this.parts.clear();
  }

  private async recompute(relation: Relation, part: string, set: Relation, shadows: Shadow[]): Promise<number | null> {
    const text = shadowed(relation.sql ?? '', shadows);
    if (relation.kind !== 'fixpoint') {
      const key = keyOf(set);
      await this.make(part, selectFresh(text, set.name, key));
      return null;
    }
    const start = shadows.find((shadow) => shadow.name === relation.start)?.select ?? selectAll(relation.start ?? '');
    await this.make(part, fixpointStart(relation, `(${start}) as start`));
    const own = { name: relation.name, select: selectAll(part) };
    const create = (name: string, select: string) => createWork(name, select, this.warehouse.engine);
    const round = fixpointRound(part, shadowed(relation.sql ?? '', [...shadows, own]), create);
    const { statements, rounds } = await repeatRounds(this.warehouse, round);
    this.statements += statements;
    return rounds;
  }

  private async inputs(relation: Relation): Promise<{ shadows: Shadow[]; rows: number }> {
    const shadows: Shadow[] = [];
    let rows = 0;
    for (const name of inputsOf(relation)) {
      const input = this.relation(name);
      const set = setOfInput(relation, input, this.catalog.relations);
      if (set === null) {
        rows += await this.sizeOf(input);
        continue;
      }
      const part = withinName(name, set.name);
      if (!this.parts.has(part)) await this.make(part, selectWithin(name, set.name, keyOf(set)));
      rows += this.parts.get(part) ?? 0;
      shadows.push({ name, select: selectAll(part) });
    }
    if (isSelfReading(relation) && relation.kind !== 'fixpoint') {
      const set = this.relation(relation.affectedBy ?? '');
      shadows.push({ name: relation.name, select: selectWithin(relation.name, set.name, keyOf(set)) });
    }
    return { shadows, rows };
  }

  /** Rows of an input that is read as a whole; what configures a run (seeds, sets) is no input to speak of. */
  private async sizeOf({ name, kind }: Relation): Promise<number> {
    if (kind === 'seed' || kind === 'affected' || kind === 'view' || kind === 'external') return 0;
    return await countOf(this.warehouse, name);
  }

  private async writeDifference(relation: Relation, fresh: string, held: string): Promise<number> {
    const difference = differenceOf(relation, selectAll(fresh), held);
    if (this.warehouse.engine !== 'duckdb') return this.run(mergeChanged(relation, difference));
    const changes = changesName(relation.name);
    await this.make(changes, difference);
    const [counts] = await this.warehouse.query(countChanges(relation.name));
    const [inserts, updates, deletes] = [Number(counts?.inserts), Number(counts?.updates), Number(counts?.deletes)];
    if (updates + deletes > 0) await this.run(deleteChanged(relation, this.warehouse.engine));
    if (inserts + updates > 0) await this.run(insertChanged(relation));
    await this.drop(changes);
    return inserts + updates + deletes;
  }

  private async make(name: string, select: string): Promise<void> {
    const written = await this.run(createWork(name, select, this.warehouse.engine));
    this.work.add(name);
    // Trino says what it wrote, DuckDB does not of a table that it makes
    this.parts.set(name, this.warehouse.engine === 'duckdb' ? await countOf(this.warehouse, name) : written);
  }

  private async drop(name: string): Promise<void> {
    await this.run(dropTable(name));
    this.work.delete(name);
    this.parts.delete(name);
  }

  /** Answers the rows that the statement wrote. */
  private async run(statement: string): Promise<number> {
    const { rows } = await this.warehouse.run(statement);
    this.statements += 1;
    return rows ?? 0;
  }

  private async counting(action: () => Promise<Omit<Built, 'statements'>>): Promise<Built> {
    const before = this.statements;
    const built = await action();
    return { ...built, statements: this.statements - before };
  }

  private relation(name: string): Relation {
    const relation = this.catalog.relations.get(name);
    if (relation === undefined) throw new Error(`there is no relation ${name}`);
    return relation;
  }
}
