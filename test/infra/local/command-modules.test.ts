import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Argv, CommandModule } from 'yargs';

type Settings = { describe?: string; type?: string; choices?: readonly unknown[]; requiresArg?: boolean };
type Told = { examples: [string, string][]; options: [string, Settings][]; positionals: [string, Settings][] };

const FOLDER = new URL('../../../infra/local/commands/', import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => !file.includes('.generated.'))
  .map((file) => file.replace('.ts', ''));

const MODULES = await Promise.all(
  NAMES.map(async (name): Promise<[string, CommandModule]> => {
    const { command } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { command: CommandModule };
    return [name, command];
  }),
);

/** What a builder says of its command; it is called with a command line that only listens. */
function listenTo({ builder }: CommandModule): Told {
  const told: Told = { examples: [], options: [], positionals: [] };
  const cli = {
    example: (...words: [string, string]) => told.examples.push(words) && cli,
    option: (...words: [string, Settings]) => told.options.push(words) && cli,
    positional: (...words: [string, Settings]) => told.positionals.push(words) && cli,
  };
  if (typeof builder === 'function') builder(cli as unknown as Argv);
  return told;
}

describe.each(MODULES)('lifecycle %s', (name, module) => {
  const { examples, options, positionals } = listenTo(module);

  it('is called as its file is named', () => {
    expect(String(module.command).split(' ')[0]).toBe(name);
  });

  it('says what it does: no capital first, no full stop last', () => {
    expect(module.describe).toMatch(/^[a-z].*[^.]$/s);
  });

  it('has an example that calls it, with what it is for', () => {
    expect(examples).not.toEqual([]);
    for (const [line, about] of examples) {
      expect(line).toContain(`$0 ${name}`);
      expect(about).toMatch(/^[a-z].*[^.]$/s);
    }
  });

  it('describes every option and argument', () => {
    for (const [word, { describe }] of [...options, ...positionals]) {
      expect(`${word}: ${describe}`).toMatch(/: .*[^.]$/);
      expect(describe).toBeTruthy();
    }
  });

  it('knows every argument that its usage names', () => {
    const named = [...String(module.command).matchAll(/[<[](\w+)/g)].map(([, word]) => word);
    expect(positionals.map(([word]) => word)).toEqual(named);
  });
});
