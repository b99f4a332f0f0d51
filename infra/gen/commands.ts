import { readdir } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = 'infra/local/commands';
const TARGET = `${FOLDER}/index.generated.ts`;

/** The list of all commands: one file each in infra/local/commands, so that adding a command adds a file. */
export async function generate(): Promise<Record<string, string>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts') && !file.includes('.generated.'));
  return { [TARGET]: commandIndex(files.map((file) => path.basename(file, '.ts')).sort()) };
}

/** The text of the list for commands by these names. */
export function commandIndex(names: readonly string[]): string {
  const imports = names.map((name) => `import { command as ${identifierOf(name)} } from './${name}.ts';`);
  const calls = names.map((name) => `  cli.command(${identifierOf(name)});`);
  return `// Written by npm run gen from the files of this folder.
import type { Argv } from 'yargs';
${imports.join('\n')}

/** Adds every command of this folder to a command line. */
export function addCommands(cli: Argv): Argv {
${calls.join('\n')}
  return cli;
}
`;
}

function identifierOf(name: string): string {
  return `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Command`;
}
