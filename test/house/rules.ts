import { arrows, awsStaysAtTheEdge, schemasAreZodOnly } from './imports.ts';
import {
  catalogIsSound,
  metricsAreFresh,
  modelsAvoidTraps,
  modelsHaveCases,
  modelsParseAsTrino,
  modelsRunAsDocumented,
  signalsNameKnownEvents,
  viewsNeedNoMacros,
} from './models.ts';
import { threatsHaveTests } from './threats.ts';
import type { Tree } from './tree.ts';
import {
  clockIsAnArgument,
  environmentIsReadOnce,
  namesFit,
  providersHaveFixtures,
  readmesAreShort,
  sourcesHaveFixtures,
  sqlStaysInSql,
  topLevelIsFixed,
} from './words.ts';

/** A rule of the house: answers every place that breaks it, with the remedy. */
export type Rule = (tree: Tree) => string[] | Promise<string[]>;

export const RULES: Record<string, Rule> = {
  arrows,
  schemasAreZodOnly,
  awsStaysAtTheEdge,
  topLevelIsFixed,
  namesFit,
  environmentIsReadOnce,
  clockIsAnArgument,
  sqlStaysInSql,
  readmesAreShort,
  sourcesHaveFixtures,
  providersHaveFixtures,
  catalogIsSound,
  modelsHaveCases,
  modelsParseAsTrino,
  modelsAvoidTraps,
  modelsRunAsDocumented,
  viewsNeedNoMacros,
  metricsAreFresh,
  signalsNameKnownEvents,
  threatsHaveTests,
};
