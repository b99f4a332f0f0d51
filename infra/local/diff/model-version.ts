import { Fault } from '../../../lambdas/lib/errors.ts';
import type { ModelVersion } from '../../../sql/operations.ts';

/** `growth@2`. */
export function modelText({ model, version }: ModelVersion): string {
  return `${model}@${version}`;
}

/**
 * The stage model that `model@version` names among those of the published tables (`built`) and of sql/lifecycle/models (`written`).
 * Throws `Fault` (exit code 2): one that no refresh has built yet, or one that there is not, with those that there are.
 */
export function readModelVersion(
  word: string,
  built: readonly ModelVersion[],
  written: readonly ModelVersion[],
): ModelVersion {
  const found = built.find((candidate) => modelText(candidate) === word);
  if (found !== undefined) return found;
  if (written.some((candidate) => modelText(candidate) === word)) {
    throw refusal(`${word} is in sql/lifecycle/models but not in the tables yet. Run \`lifecycle refresh\` first`);
  }
  const versions = built.filter(({ model }) => model === word);
  if (versions.length > 0) throw refusal(`${word} needs its version: ${versions.map(modelText).join(' or ')}`);
  throw refusal(`there is no stage model ${word}. Name one of ${built.map(modelText).join(', ')}`);
}

function refusal(problem: string): Fault {
  return new Fault(`[diff] ${problem}`, { exitCode: 2 });
}
