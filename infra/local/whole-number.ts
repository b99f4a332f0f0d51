import { Fault } from '../../lambdas/lib/errors.ts';

/** Answers the number. Throws `Fault` (exit code 2) naming the option for what is no whole number from 0. */
export function wholeNumber(command: string, option: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Fault(`[${command}] --${option} is ${value}. Give a whole number from 0`, { exitCode: 2 });
}
