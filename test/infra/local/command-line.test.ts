import { afterAll, describe, expect, test } from 'vitest';
import { closest } from '../../../infra/local/closest.ts';
import { commandLine } from '../../../infra/local/command-line.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { makeHome } from './local-home.ts';

const home = makeHome();
afterAll(() => home.remove());

/** What yargs finds wrong is thrown at once, what a handler does later. */
const parse = async (words: readonly string[]) => commandLine(words).parseAsync();

describe('a command line that is not understood', () => {
  test.each([
    ['a command misspelt', ['refesh'], 'no command refesh. Did you mean refresh?\nlifecycle --help'],
    [
      'a command misspelt, with options',
      ['imporrt', 'x', '--source', 'web'],
      'no command imporrt. Did you mean import?',
    ],
    ['a command unlike any', ['xyzzy'], 'there is no command xyzzy\n'],
    ['no command', [], 'no command is given\nlifecycle --help'],
    ['an option misspelt', ['refresh', '--ful'], 'no option --ful. Did you mean --full?\nlifecycle refresh --help'],
    ['an option of two words', ['refresh', '--as-off=2025-01-01'], 'no option --as-off. Did you mean --as-of?'],
    [
      'an option without its value',
      ['refresh', '--as-of', '--full'],
      '--as-of needs a value\nlifecycle refresh --help',
    ],
    ['an option given twice', ['refresh', '--models', 'a', '--models=b'], '--models is given twice. Give it once'],
    ['an option left out', ['import', 'x.ndjson'], '--source must be given\nlifecycle import --help'],
    ['two options left out', ['backfill'], '--from and --to must be given'],
    ['a value that is no choice', ['import', 'x', '--source', 'wbe'], '--source is wbe. Give one of web, sales, '],
    ['an argument that is no choice', ['bench', 'foo'], '<name> is foo. Give one of door, import, '],
    ['an argument left out', ['diff', 'growth@1'], 'something is missing. It is called lifecycle diff <from> <to>'],
    ['an argument too many', ['query', 'select 1', 'x'], 'x is more than it takes. It is called lifecycle query <sql>'],
  ])('is refused: %s', async (_, words, says) => {
    const error = await parse(words).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(/^\[lifecycle\] /) });
    expect((error as Error).message).toContain(says);
  });

  test('is told on standard error, with exit code 2', () => {
    expect(home.lifecycle('refesh')).toEqual(
      expect.objectContaining({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean refresh?') }),
    );
  });
});

describe('the command line', () => {
  test('tells its commands, examples, environment and exit codes', () => {
    const { status, stdout } = home.lifecycle('--help');
    expect(status).toBe(0);
    for (const word of ['lifecycle refresh ', 'Examples:', 'LIFECYCLE_HOME', 'NO_COLOR', 'Exit codes: 0 done'])
      expect(stdout).toContain(word);
  });

  test('tells its version', () => {
    expect(home.lifecycle('--version')).toMatchObject({ status: 0, stdout: `${packageJson.version}\n` });
  });

  test('completes commands, options and values', () => {
    const complete = (...words: string[]) => home.lifecycle('--get-yargs-completions', 'lifecycle', ...words).stdout;
    expect(complete('re')).toContain('refresh');
    expect(complete('refresh', '--')).toContain('--as-of');
    expect(complete('import', 'x', '--source', '')).toContain('marketing');
    expect(home.lifecycle('completion').stdout).toContain('lifecycle --get-yargs-completions');
  });

  test('steers no terminal where there is none', () => {
    const { stdout, stderr } = home.lifecycle('refresh', '--as-of', '2025-01-01');
    expect(stderr).toMatch(/^\[refresh\] 1\/\d+ /);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('the closest word', () => {
  const WORDS = ['refresh', 'replay', 'query', '--as-of', '--full'];
  test.each([
    ['refrehs', 'refresh'],
    ['ref', 'refresh'],
    ['qeury', 'query'],
    ['--asof', '--as-of'],
    ['qu', 'query'],
    ['delete', null],
    ['x', null],
    ['', null],
  ])('to %s is %s', (word, meant) => {
    expect(closest(word, WORDS)).toBe(meant);
  });
});
