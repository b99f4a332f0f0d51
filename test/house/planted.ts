import type { Tree } from './tree.ts';

/** A violation: a file written, or a text replaced in it, and what the rule must say. */
export type Planted = {
  rule: string;
  what: string;
  path: string;
  write?: string;
  from?: string;
  to?: string;
  says: string;
};

const TWIN = 'description: d\ngrain: g\nkind: table\nkey: [a]\ncolumns:\n  a: { type: integer, about: "a" }\n';

export const PLANTED: Planted[] = [
  {
    rule: 'arrows',
    what: 'a schema that imports a model',
    path: 'schemas/x.ts',
    write: "import '../sql/plan.ts';\n",
    says: 'schemas may not import sql',
  },
  {
    rule: 'arrows',
    what: 'a lambda that imports another',
    path: 'lambdas/land/x.ts',
    write: "import '../ingest/handler.ts';\n",
    says: 'lambdas/land may not import lambdas/ingest',
  },
  {
    rule: 'arrows',
    what: 'a model compiler that imports a lambda',
    path: 'sql/x.ts',
    write: "import '../lambdas/lib/errors.ts';\n",
    says: 'sql may not import lambdas/lib',
  },
  {
    rule: 'schemasAreZodOnly',
    what: 'a schema that hashes',
    path: 'schemas/x.ts',
    write: "import { createHash } from 'node:crypto';\n",
    says: 'schemas/x.ts imports node:crypto',
  },
  {
    rule: 'awsStaysAtTheEdge',
    what: 'an SDK in the core',
    path: 'lambdas/land/x.ts',
    write: "import { S3Client } from '@aws-sdk/client-s3';\n",
    says: 'lambdas/land/x.ts imports @aws-sdk/client-s3',
  },
  { rule: 'topLevelIsFixed', what: 'a new room', path: 'utils/x.ts', write: '', says: 'utils has no place' },
  { rule: 'namesFit', what: 'camelCase', path: 'lambdas/land/groupMessages.ts', write: '', says: 'kebab-case' },
  {
    rule: 'environmentIsReadOnce',
    what: 'a lambda that reads the environment',
    path: 'lambdas/land/x.ts',
    write: 'export const home = process.env.HOME;\n',
    says: 'lambdas/land/x.ts:1',
  },
  {
    rule: 'clockIsAnArgument',
    what: 'a core that reads the clock',
    path: 'lambdas/land/x.ts',
    write: 'export const at = new Date();\n',
    says: 'lambdas/land/x.ts:1',
  },
  {
    rule: 'sqlStaysInSql',
    what: 'a select in a lambda',
    path: 'lambdas/land/x.ts',
    write: "export const q = 'select a from b';\n",
    says: 'lambdas/land/x.ts:1',
  },
  {
    rule: 'readmesAreShort',
    what: 'a long README',
    path: 'sql/README.md',
    write: 'x\n'.repeat(41),
    says: 'sql/README.md is too long',
  },
  {
    rule: 'sourcesHaveFixtures',
    what: 'a source without fixtures',
    path: 'schemas/sources/returns.ts',
    write: '',
    says: 'test/fixtures/events/returns/accepted.ndjson',
  },
  {
    rule: 'providersHaveFixtures',
    what: 'a vendor without fixtures',
    path: 'schemas/providers/paddle.ts',
    write: 'export const provider = {};\n',
    says: 'test/fixtures/providers/paddle/rejected.json',
  },
  {
    rule: 'catalogIsSound',
    what: 'a model without a twin',
    path: 'sql/signals/x.sql',
    write: 'select 1 as a',
    says: 'sql/signals/x.sql: has no twin',
  },
  {
    rule: 'catalogIsSound',
    what: 'an unknown input',
    path: 'sql/signals/signals.sql',
    from: 'from int_customer_events',
    to: 'from int_customer_acts',
    says: 'reads int_customer_acts',
  },
  {
    rule: 'catalogIsSound',
    what: 'a layer that looks up',
    path: 'sql/signals/signals.sql',
    from: 'from int_customer_events',
    to: 'from stage_history',
    says: 'signals may not read stage_history of lifecycle',
  },
  {
    rule: 'catalogIsSound',
    what: 'a key that is not documented',
    path: 'sql/signals/signals.yml',
    from: 'key: [customer_id,',
    to: 'key: [customer,',
    says: 'key names customer',
  },
  {
    rule: 'catalogIsSound',
    what: 'a stage after an unknown stage',
    path: 'sql/lifecycle/models/five_stage.yml',
    from: 'after: purchase',
    to: 'after: purchases',
    says: 'there is no stage purchases',
  },
  {
    rule: 'modelsHaveCases',
    what: 'a model without a case',
    path: 'sql/signals/x.yml',
    write: TWIN,
    says: 'test/sql/x/ has no case',
  },
  {
    rule: 'modelsParseAsTrino',
    what: 'DuckDB grammar',
    path: 'sql/signals/signals.sql',
    from: 'from told',
    to: 'from told qualify row_number() over () = 1',
    says: 'sql/signals/signals.sql',
  },
  {
    rule: 'modelsAvoidTraps',
    what: 'a decimal division',
    path: 'sql/lifecycle/stage_current.sql',
    from: '/ 1000e0',
    to: '/ 1000.0',
    says: 'write 1000e0',
  },
  {
    rule: 'modelsAvoidTraps',
    what: 'the wall clock',
    path: 'sql/signals/signals.sql',
    from: 'from told',
    to: 'from told where occurred_at < current_timestamp',
    says: 'run.as_of',
  },
  {
    rule: 'modelsRunAsDocumented',
    what: 'an undocumented column',
    path: 'sql/signals/signals.sql',
    from: 'min(event_id) as event_id,',
    to: 'min(event_id) as event_id, max(event_id) as last_event_id,',
    says: 'last_event_id is not documented',
  },
  {
    rule: 'modelsRunAsDocumented',
    what: 'a wrong type',
    path: 'sql/signals/signals.sql',
    from: 'cast(sum(amount_minor) as bigint)',
    to: 'sum(cast(amount_minor as double))',
    says: 'amount_minor is double, documented as bigint',
  },
  {
    rule: 'viewsNeedNoMacros',
    what: 'a macro in a view',
    path: 'sql/lifecycle/stage_current.sql',
    from: 'h.entered_at,',
    to: "date_add('day', 1, h.entered_at) as entered_at,",
    says: 'may not use date_add',
  },
  {
    rule: 'metricsAreFresh',
    what: 'an edited union',
    path: 'sql/metrics/metrics.sql',
    from: 'coalesce(m.numerator, 0)',
    to: 'coalesce(m.numerator, 1)',
    says: 'stale',
  },
  {
    rule: 'signalsNameKnownEvents',
    what: 'a signal of no event',
    path: 'sql/staging/event_signals.csv',
    from: 'content_viewed,',
    to: 'content_seen,',
    says: 'content_seen',
  },
  {
    rule: 'threatsHaveTests',
    what: 'a threat without a row',
    path: 'lambdas/README.md',
    from: '| API7 ',
    to: '| SSRF ',
    says: 'API7 has no row',
  },
  {
    rule: 'threatsHaveTests',
    what: 'a threat without a test',
    path: 'lambdas/README.md',
    from: 'test/infra/routes.test.ts › the doors here answer where those of the cloud do, and nowhere else',
    to: 'a look at the console',
    says: 'API9 is shown by no test',
  },
  {
    rule: 'threatsHaveTests',
    what: 'a test that was renamed',
    path: 'test/lambdas/ingest-keys.test.ts',
    from: 'of web, at the doors of other departments',
    to: 'of web, elsewhere',
    says: 'API1 names a test that test/lambdas/ingest-keys.test.ts does not have',
  },
  {
    rule: 'threatsHaveTests',
    what: 'a test whose file is gone',
    path: 'lambdas/README.md',
    from: 'test/lambdas/ingest.test.ts ›',
    to: 'test/lambdas/taken-in.test.ts ›',
    says: 'API3 names test/lambdas/taken-in.test.ts, which is not there',
  },
];

/** A copy of the tree with the violation in it. Throws where the text to replace is not there. */
export function plant(tree: Tree, { path, write, from, to }: Planted): Tree {
  const text = tree.get(path) ?? '';
  if (from !== undefined && !text.includes(from)) throw new Error(`${path} has no text ${from}`);
  const copy = new Map(tree).set(path, write ?? text.replace(from ?? '', to ?? ''));
  if (write === TWIN) copy.set(path.replace('.yml', '.sql'), 'select 1 as a');
  return copy;
}
