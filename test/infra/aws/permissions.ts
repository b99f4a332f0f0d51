import type { Template } from 'aws-cdk-lib/assertions';
import { resources, spell } from './set-up.ts';

/** One thing that a role may do to one resource, spelt out: tokens as `<Name>`. */
export type Permission = { readonly policy: string; readonly action: string; readonly resource: string };

type Statement = {
  Effect: string;
  Action?: string | string[];
  NotAction?: unknown;
  Resource?: unknown;
  NotResource?: unknown;
};
type Document = { Statement: Statement[] };

const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** What roles and their policies allow, one entry for each action and resource. `NotAction` and `NotResource` count as `*`. */
export function permissions(template: Template): Permission[] {
  return resources(template).flatMap(([policy, { Type, Properties }]) => {
    if (!Type.startsWith('AWS::IAM::')) return [];
    const inline = listOf(Properties.Policies as { PolicyDocument: Document }[] | undefined).map(
      (each) => each.PolicyDocument,
    );
    const documents = [...inline, ...listOf(Properties.PolicyDocument as Document | undefined)];
    return documents.flatMap(({ Statement }) => Statement.flatMap((statement) => permissionsOf(policy, statement)));
  });
}

function permissionsOf(policy: string, statement: Statement): Permission[] {
  if (statement.Effect !== 'Allow') return [];
  const actions = statement.NotAction === undefined ? listOf(statement.Action) : ['*'];
  const targets = statement.NotResource === undefined ? listOf(statement.Resource).map(spell) : ['*'];
  return actions.flatMap((action) => targets.map((resource) => ({ policy, action, resource })));
}

/** The managed policies of roles, which bring whatever AWS puts into them. */
export function managedPolicies(template: Template): unknown[] {
  return resources(template, 'AWS::IAM::Role').flatMap(([, { Properties }]) => listOf(Properties.ManagedPolicyArns));
}
