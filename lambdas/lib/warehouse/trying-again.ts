import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { Warehouse } from './warehouse.ts';

export interface Patience {
  attempts?: number;
  /** The most that the first wait takes, in milliseconds; it doubles. */
  firstMs?: number;
  /** 0..1 */
  random?: () => number;
}

/** What another writer or a busy engine causes, and nothing that the statement itself is wrong about. */
const PASSES =
  /ICEBERG_COMMIT_ERROR|TOO_MANY_REQUESTS_FAILED|ThrottlingException|TooManyRequestsException|CLUSTER_OUT_OF_MEMORY/;

/**
 * The same warehouse, which runs a statement again where another writer's commit came between, or where the engine had no room: a merge
 * then sees the other's rows. With full jitter and an end; anything else is thrown at once.
 */
export function tryingAgain(warehouse: Warehouse, patience: Patience = {}): Warehouse {
  const again = <T>(action: () => Promise<T>) => tryAgain(action, patience);
  return {
    engine: warehouse.engine,
    run: (statement) => again(() => warehouse.run(statement)),
    query: (statement) => again(() => warehouse.query(statement)),
    close: () => warehouse.close(),
  };
}

async function tryAgain<T>(
  action: () => Promise<T>,
  { attempts = 6, firstMs = 500, random = Math.random }: Patience,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === attempts || !PASSES.test(messageOf(error))) throw error;
      await pause(random() * firstMs * 2 ** (attempt - 1));
    }
  }
}
