import { loadCatalog } from '../../infra/local/catalog.ts';
import type { Catalog } from '../../sql/catalog.ts';

let shipped: Catalog | undefined;

/** The catalog of sql/, read once per process: a quarter of a second that tests would spend hundreds of times. Nobody changes it. */
export function shippedCatalog(): Catalog {
  shipped ??= loadCatalog();
  return shipped;
}
