import type { Bus } from '../../lambdas/lib/bus/bus.ts';
import type { Lake } from '../../lambdas/lib/lake/lake.ts';
import { statementHead } from '../../lambdas/lib/warehouse/statement-head.ts';
import type { Warehouse } from '../../lambdas/lib/warehouse/warehouse.ts';

/** Is told of each thing that a refresh is about to do to the world, in words: a statement, a commit, a rename, a publication. */
export type OnStep = (step: string) => void;

export const NO_STEPS: OnStep = () => {};

/** The same warehouse, which says what it is about to run. */
export function steppingWarehouse(warehouse: Warehouse, onStep: OnStep): Warehouse {
  return {
    engine: warehouse.engine,
    run: (statement) => {
      onStep(`run ${statementHead(statement)}`);
      return warehouse.run(statement);
    },
    query: (statement) => warehouse.query(statement),
    close: () => warehouse.close(),
  };
}

/** The same lake, which says what it is about to write. */
export function steppingLake(lake: Lake, onStep: OnStep): Lake {
  return {
    putIfAbsent: (key, bytes) => {
      onStep(`write ${key.split('/')[0]}`);
      return lake.putIfAbsent(key, bytes);
    },
    get: (key) => lake.get(key),
    list: (prefix) => lake.list(prefix),
  };
}

/** The same bus, which says when it is about to tell. */
export function steppingBus(bus: Bus, onStep: OnStep): Bus {
  return {
    ...bus,
    publish: (envelopes) => {
      onStep(`publish ${envelopes.length} notices`);
      return bus.publish(envelopes);
    },
  };
}
