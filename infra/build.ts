import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build as esbuild, type Plugin } from 'esbuild';

/** A cold start reads the whole bundle, so its size is a promise and not an outcome. */
export const LAMBDA_LIMIT_BYTES = 750_000;

/** What a program is made of: `name` as people say it, `entry` and `out` relative to the repository. */
export type Program = {
  readonly name: string;
  readonly entry: string;
  readonly out: string;
  readonly isLambda: boolean;
};
export type Bundle = Program & { readonly bytes: number; readonly content: Uint8Array };

const SHARED: BuildOptions = {
  bundle: true,
  write: false,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // ES modules first: they are the ones that can be shaken, and that makes the AWS clients half as large.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'silent',
};

/** `z` brings the messages of 50 languages, a third of a bundle, because a namespace cannot be shaken; ours are in English. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export{default as en}from'./en.js'`,
    })),
};

const ENVIRONMENT_PROVIDER = '@aws-sdk/credential-provider-env';

/** A function's credentials come from its environment, so that the chain of other places (files, SSO, the metadata service) is left out. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, () => ({
      contents: `export{fromEnv as defaultProvider}from${JSON.stringify(ENVIRONMENT_PROVIDER)}`,
      resolveDir: import.meta.dirname,
    })),
};

/** CommonJS packages call `require`, which an ES module has to make for itself. */
const REQUIRE = `import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);`;

/**
 * Everything that can be built below `root`: one Lambda per handler.ts of a folder of lambdas/ or of a folder in such a one (`ingest/relay` is
 * the function `ingest-relay`), and the command line where it exists.
 */
export function programs(root: string): Program[] {
  const lambdas = readdirSync(join(root, 'lambdas'), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'handler.ts')
    .map((path) => dirname(path).split(sep))
    .filter((folders) => folders.length <= 2)
    .map((folders) => ({
      name: folders.join('-'),
      entry: `lambdas/${folders.join('/')}/handler.ts`,
      out: `dist/lambdas/${folders.join('-')}/index.mjs`,
      isLambda: true,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const cli = { name: 'lifecycle', entry: 'infra/local/main.ts', out: 'dist/lifecycle.mjs', isLambda: false };
  return [...lambdas, cli].filter(({ entry }) => existsSync(join(root, entry)));
}

/**
 * The bundles of these programs, in memory: nothing is written. Sizes in bytes, minified, SDK clients included.
 * Throws what esbuild throws, naming the file and line.
 */
export function bundles(root: string, of: readonly Program[] = programs(root)): Promise<Bundle[]> {
  return Promise.all(of.map((program) => bundle(root, program)));
}

async function bundle(root: string, program: Program): Promise<Bundle> {
  const shebang = program.isLambda ? '' : '#!/usr/bin/env node\n';
  const { outputFiles = [] } = await esbuild({
    ...SHARED,
    plugins: program.isLambda ? [englishOnly, environmentCredentials] : [englishOnly],
    absWorkingDir: root,
    entryPoints: [program.entry],
    banner: { js: shebang + REQUIRE },
    // Native code stays a package; a function has no such thing beside it.
    external: program.isLambda ? [] : ['@duckdb/*'],
  });
  const content = outputFiles[0]?.contents ?? new Uint8Array();
  return { ...program, bytes: content.length, content };
}

/** The Lambda bundles above the limit, each with the remedy; empty when all is well. */
export function oversized(built: readonly Pick<Bundle, 'name' | 'isLambda' | 'bytes'>[]): string[] {
  return built
    .filter(({ isLambda, bytes }) => isLambda && bytes > LAMBDA_LIMIT_BYTES)
    .map(
      ({ name, bytes }) =>
        `[build] ${name} has ${bytes} bytes, above ${LAMBDA_LIMIT_BYTES}: look for what it imports and does not need`,
    );
}

/**
 * Fills dist/ anew: all programs, and the SQL that the command line reads.
 * Throws, with dist/ as it was, when something does not compile or a function is too large.
 */
export async function build(root: string): Promise<Bundle[]> {
  const built = await fill(root, 'dist', programs(root));
  cpSync(join(root, 'sql'), join(root, 'dist/sql'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  return built;
}

/** Fills dist/lambdas/ anew and returns that folder: one folder per function, each with its index.mjs. Throws as `build` does. */
export async function buildLambdas(root: string): Promise<string> {
  const lambdas = programs(root).filter(({ isLambda }) => isLambda);
  await fill(root, 'dist/lambdas', lambdas);
  return join(root, 'dist/lambdas');
}

async function fill(root: string, folder: string, of: readonly Program[]): Promise<Bundle[]> {
  const built = await bundles(root, of);
  const problems = oversized(built);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const each of built) write(root, each);
  return built;
}

function write(root: string, { out, content, isLambda }: Bundle): void {
  const path = join(root, out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (!isLambda) chmodSync(path, 0o755);
}

async function main(): Promise<void> {
  const built = await build(fileURLToPath(new URL('..', import.meta.url)));
  for (const { out, bytes } of built) console.log(`${out.padEnd(36)} ${(bytes / 1000).toFixed(0).padStart(6)} KB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
