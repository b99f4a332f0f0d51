import { posix } from 'node:path';
import type { Tree } from './tree.ts';

type Import = { from: string; to: string };

const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(SPECIFIER)].map(([, specifier = '']) => ({
    from: path,
    to: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  }));
}

/** The room of a file: a lambda's folder is a room of its own, so is lambdas/lib. */
function roomOf(path: string): string {
  const parts = path.split('/');
  const isNested = (parts[0] === 'lambdas' || parts[0] === 'infra') && parts.length > 2;
  return isNested ? `${parts[0]}/${parts[1]}` : (parts[0] ?? '');
}

/** What each room may import, itself included. */
function mayImport(from: string, to: string): boolean {
  if (from === to || from === 'test') return true;
  if (from === 'schemas') return false;
  if (from === 'sql') return to === 'schemas';
  if (from.startsWith('lambdas')) return ['schemas', 'sql', 'lambdas/lib'].includes(to);
  if (from === 'infra/aws') return ['schemas', 'sql', 'infra'].includes(to);
  if (from.startsWith('infra')) return to !== 'test';
  return to !== 'test';
}

/** Imports point in one direction: schemas <- sql <- lambdas <- infra/local; lambda folders never import each other. */
export function arrows(tree: Tree): string[] {
  return allImports(tree)
    .filter(({ to }) => tree.has(to) || /^(schemas|sql|lambdas|infra|test)\//.test(to))
    .filter(({ from, to }) => !mayImport(roomOf(from), roomOf(to)))
    .map(({ from, to }) => `${from} imports ${to}; ${roomOf(from)} may not import ${roomOf(to)}`);
}

/** schemas/ is zod only. */
export function schemasAreZodOnly(tree: Tree): string[] {
  return allImports(tree)
    .filter(({ from, to }) => from.startsWith('schemas/') && !to.startsWith('schemas/') && to !== 'zod')
    .map(({ from, to }) => `${from} imports ${to}; schemas/ imports only zod and itself`);
}

/** The AWS SDK is known only to the edges that are named after what they touch. */
export function awsStaysAtTheEdge(tree: Tree): string[] {
  const edges = new Set(['handler.ts', 's3.ts', 'athena.ts', 'eventbridge.ts', 'sqs.ts', 'ssm.ts']);
  return allImports(tree)
    .filter(({ from, to }) => to.startsWith('@aws-sdk/') && !from.startsWith('test/') && !from.startsWith('infra/aws/'))
    .filter(({ from }) => !edges.has(posix.basename(from)))
    .map(({ from, to }) => `${from} imports ${to}; only ${[...edges].join(', ')} may`);
}

function allImports(tree: Tree): Import[] {
  return [...tree].filter(([path]) => path.endsWith('.ts')).flatMap(([path, text]) => importsOf(path, text));
}
