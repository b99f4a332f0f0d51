import { posix } from 'node:path';
import { filesOf, type Tree } from './tree.ts';

const ROOMS = ['infra', 'lambdas', 'schemas', 'sql', 'test'] as const;
const TOP = new Set([
  ...ROOMS,
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'biome.json',
  'vitest.config.ts',
]);

/** The top level is fixed; dotfiles and tool configurations are free. */
export function topLevelIsFixed(tree: Tree): string[] {
  const found = new Set([...tree.keys()].map((path) => path.split('/')[0] ?? ''));
  return [...found]
    .filter((name) => !TOP.has(name) && !name.startsWith('.'))
    .map((name) => `${name} has no place at the top level`);
}

/** kebab-case.ts, snake_case.sql, yml and csv of models. */
export function namesFit(tree: Tree): string[] {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.((long\.)?test|cases|generated|config))?\.ts$/;
  const snake = /^[a-z][a-z0-9_]*\.(sql|yml|csv)$/;
  return [...tree.keys()].flatMap((path) => {
    const name = posix.basename(path);
    if (path.endsWith('.ts') && !kebab.test(name)) return [`${path}: TypeScript files are kebab-case`];
    if (path.startsWith('sql/') && /\.(sql|yml|csv)$/.test(path) && !snake.test(name))
      return [`${path}: files of sql/ are snake_case`];
    return [];
  });
}

function linesWith(
  tree: Tree,
  pattern: RegExp,
  isFree: (path: string, line: string) => boolean,
  remedy: string,
): string[] {
  return [...tree]
    .filter(([path]) => path.endsWith('.ts') && !path.startsWith('test/'))
    .flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, i) =>
          pattern.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) && !isFree(path, line)
            ? [`${path}:${i + 1}: ${remedy}`]
            : [],
        ),
    );
}

/** The environment is read in one place. */
export function environmentIsReadOnce(tree: Tree): string[] {
  return linesWith(
    tree,
    /\bprocess\.env\b/,
    (path) => path === 'lambdas/lib/env.ts' || path.startsWith('infra/') || path === 'vitest.config.ts',
    'process.env belongs to lambdas/lib/env.ts and infra/',
  );
}

/** The clock is an argument. */
export function clockIsAnArgument(tree: Tree): string[] {
  return linesWith(
    tree,
    /\bnew Date\(\)|\bDate\.now\b/,
    (path) => path.startsWith('infra/') || posix.basename(path) === 'handler.ts',
    'the clock is an argument; only handlers and infra/ read it',
  );
}

/** SQL text lives in sql/. Examples of the command line's help are prose. */
export function sqlStaysInSql(tree: Tree): string[] {
  return linesWith(
    tree,
    /['"`]\s*(select\s.+\sfrom\s|insert\s+into\s|delete\s+from\s|merge\s+into\s|create\s+(or\s+replace\s+)?(temp\s+)?(table|view|schema)\s|drop\s+table\s)/i,
    (path, line) => path.startsWith('sql/') || line.includes('.example('),
    'SQL text belongs to sql/statements.ts',
  );
}

/** A room's README is at most 40 lines; the tour at the top at most 150. */
export function readmesAreShort(tree: Tree): string[] {
  const missing = [...ROOMS]
    .filter((room) => !tree.has(`${room}/README.md`))
    .map((room) => `${room}/README.md is missing`);
  const long = [...tree]
    .filter(([path]) => path.endsWith('README.md'))
    .filter(([path, text]) => linesByHand(text) > (path === 'README.md' ? 115 : 40))
    .map(([path]) => `${path} is too long`);
  return [...missing, ...long];
}

/** Lines that somebody wrote: a table that is generated grows with what it lists. */
function linesByHand(text: string): number {
  const written = text.replace(/<!-- generated: .*? -->[\s\S]*?<!-- end -->/g, '');
  return written.trimEnd().split('\n').length;
}

/** The vendors that `schemas/generated/providers.ts` lists. */
export function providersHaveFixtures(tree: Tree): string[] {
  const providers = filesOf(tree, 'schemas/providers', '.ts').filter(([, text]) =>
    /^export const provider\b/m.test(text),
  );
  return providers.flatMap(([path]) => {
    const name = posix.basename(path, '.ts');
    return ['accepted', 'rejected']
      .filter((kind) => !tree.has(`test/fixtures/providers/${name}/${kind}.json`))
      .map((kind) => `test/fixtures/providers/${name}/${kind}.json is missing`);
  });
}

/** Every source has fixtures of events that are accepted and of events that are not. */
export function sourcesHaveFixtures(tree: Tree): string[] {
  const sources = filesOf(tree, 'schemas/sources', '.ts').map(([path]) => posix.basename(path, '.ts'));
  return sources.flatMap((source) =>
    ['accepted', 'rejected']
      .filter((kind) => !tree.has(`test/fixtures/events/${source}/${kind}.ndjson`))
      .map((kind) => `test/fixtures/events/${source}/${kind}.ndjson is missing`),
  );
}
