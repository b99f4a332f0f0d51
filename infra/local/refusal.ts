import { closest } from './closest.ts';

/** What was typed, what yargs says of it, and the help of the command that it was typed for. */
export type Refused = { words: readonly string[]; message: string; help: string };

type Known = { usage: string; options: string[]; commands: string[] };
type Wording = (told: string, known: Known, words: readonly string[]) => string;

/** yargs' own words -> ours, which name what was typed and the remedy. */
const WORDINGS: readonly [RegExp, Wording][] = [
  [/^Unknown arguments?: (.+)/s, sayUnknown],
  [/^Missing required arguments?: (.+)/s, (names) => `${names.split(', ').map(dashed).join(' and ')} must be given`],
  [/^Not enough arguments following: (.+)/s, (name) => `${dashed(name)} needs a value`],
  [/^Not enough non-option arguments/, (_, { usage }) => `something is missing. It is called ${usage}`],
  [/^Invalid values:\s+(.+)/s, (values, { options }) => sayInvalid(values, options)],
];

/** Why a command line was refused: what is wrong in it, what was meant where that can be guessed, and whose help to read. */
export function refusalOf({ words, message, help }: Refused): string {
  const known = readHelp(help);
  const problem = reword(message, known, words);
  const command = isOfNoCommand(known) ? 'lifecycle' : known.usage.split(' ').slice(0, 2).join(' ');
  return `[lifecycle] ${problem}\n${command} --help tells what there is`;
}

function reword(message: string, known: Known, words: readonly string[]): string {
  for (const [pattern, wording] of WORDINGS) {
    const match = pattern.exec(message);
    if (match !== null) return wording(match[1] ?? '', known, words);
  }
  return message;
}

/** The help is the list of what there is: how it is called, then commands and options, one a line. */
function readHelp(help: string): Known {
  const names = (pattern: RegExp) => [...help.matchAll(pattern)].map(([, name]) => name ?? '');
  return {
    usage: help.split('\n', 1)[0] ?? '',
    options: names(/^ +(--[a-z-]+)/gm),
    commands: names(/^ {2}lifecycle ([a-z-]+) .*$/gm),
  };
}

function isOfNoCommand({ usage }: Known): boolean {
  return usage === 'lifecycle <command>';
}

/** yargs tells of an option in both spellings, as-of and asOf: only what was typed is named. */
function sayUnknown(told: string, known: Known, words: readonly string[]): string {
  const names = told.split(', ');
  if (isOfNoCommand(known)) {
    const name = words.find((word) => names.includes(word)) ?? names.join(' ');
    return `there is no command ${name}${didYouMean(name, known.commands)}`;
  }
  const typed = words.map((word) => word.split('=', 1)[0] ?? '');
  const option = typed.find((word) => word.startsWith('-') && names.includes(word.replace(/^-+(no-)?/, '')));
  if (option !== undefined) return `there is no option ${option}${didYouMean(option, known.options)}`;
  return `${names.join(' ')} is more than it takes. It is called ${known.usage}`;
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = closest(word, candidates);
  return meant === null ? '' : `. Did you mean ${meant}?`;
}

function sayInvalid(values: string, options: readonly string[]): string {
  const told = [...values.matchAll(/Argument: (.+?), Given: (.+?), Choices: (.+)/g)];
  return told
    .map(([, name = '', given = '', choices = '']) => {
      const named = options.includes(dashed(name)) ? dashed(name) : `<${name}>`;
      return `${named} is ${given.replaceAll('"', '')}. Give one of ${choices.replaceAll('"', '')}`;
    })
    .join('\n');
}

function dashed(name: string): string {
  return `--${name.trim()}`;
}
