import { buildCatalog } from '../../sql/catalog.ts';
import { readSqlFiles } from '../../sql/files.ts';
import { metricsUnion } from '../../sql/metrics-union.ts';

const UNION = 'metrics/metrics.sql';

/** The model `metrics`: the union of all metrics that sql/metrics has a twin for. */
export async function generate(): Promise<Record<string, string>> {
  const files = { ...readSqlFiles('sql'), [UNION]: 'select 1' };
  const metrics = [...buildCatalog(files).relations.values()].filter((relation) => relation.metric !== null);
  return { [`sql/${UNION}`]: metricsUnion(metrics.sort((a, b) => (a.name < b.name ? -1 : 1))) };
}
