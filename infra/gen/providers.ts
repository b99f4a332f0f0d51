import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = 'schemas/providers';
const TARGET = 'schemas/generated/providers.ts';
const IS_PROVIDER = /^export const provider\b/m;

/** The list of all vendors: the files of schemas/providers that export `provider`, so that adding a vendor adds files. */
export async function generate(): Promise<Record<string, string>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).sort();
  const names: string[] = [];
  for (const file of files)
    if (IS_PROVIDER.test(await readFile(path.join(FOLDER, file), 'utf8'))) names.push(path.basename(file, '.ts'));
  return { [TARGET]: providerList(names) };
}

/** The text of the list for vendors by these names. */
export function providerList(names: readonly string[]): string {
  const imports = names.map((name) => [name, `import { provider as ${name} } from '../providers/${name}.ts';`]);
  const sorted = [...imports, ['provider', "import type { Provider } from '../providers/provider.ts';"]].sort();
  return `// Written by npm run gen from the files of schemas/providers.
${sorted.map(([, line]) => line).join('\n')}

/** Every vendor whose payloads become events. */
export const PROVIDERS: readonly Provider[] = [${names.join(', ')}];
`;
}
