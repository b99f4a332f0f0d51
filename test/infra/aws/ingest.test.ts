import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { MESSAGE_LIMIT_BYTES } from '../../../lambdas/lib/queue/sqs.ts';
import { SOURCES } from '../../../schemas/event.ts';
import { SEGMENT_PATHS } from '../../../schemas/providers/segment.ts';
import { PROVIDERS } from '../../../schemas/providers.ts';
import { type Resource, resources, synthesize } from './set-up.ts';

const { ingest } = synthesize({ alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' });

const functions = resources(ingest, 'AWS::Lambda::Function');
const queues = resources(ingest, 'AWS::SQS::Queue');
const mappings = resources(ingest, 'AWS::Lambda::EventSourceMapping');
const alarms = resources(ingest, 'AWS::CloudWatch::Alarm');

/** Whether an alarm watches this metric of this resource. */
const isWatched = (id: string, metric: string): boolean =>
  alarms.some(
    ([, { Properties }]) =>
      Properties.MetricName === metric && JSON.stringify(Properties.Dimensions).includes(`"${id}"`),
  );

/** Whether the queue that feeds the function gives up on messages into another one. */
const isFedWithDeadLetters = (id: string): boolean =>
  mappings.some(([, { Properties }]) => {
    if (JSON.stringify(Properties.FunctionName) !== JSON.stringify({ Ref: id })) return false;
    const [source] = (Properties.EventSourceArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
    return queues.some(([queue, resource]) => queue === source && resource.Properties.RedrivePolicy !== undefined);
  });

test('every source has its route, and nothing else is open', () => {
  const routes = resources(ingest, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
  expect(routes.sort()).toEqual(
    [
      ...SOURCES.map((source) => `POST /v1/events/${source}`),
      ...SEGMENT_PATHS.flatMap((path) => [`POST ${path}`, `OPTIONS ${path}`]),
      ...PROVIDERS.filter(({ signing }) => signing !== null).flatMap(({ name }) => [
        `POST /webhooks/${name}`,
        `HEAD /webhooks/${name}`,
      ]),
      'GET /health',
    ].sort(),
  );
});

test('the door is throttled and its log names no person', () => {
  ingest.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    DefaultRouteSettings: { ThrottlingRateLimit: 2_000, ThrottlingBurstLimit: 4_000 },
    AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('sourceIp|userAgent|authorizer|header')) },
  });
});

test('the functions are ingest, its relay for buses, and land', () => {
  expect(functions.map(([, { Properties }]) => Properties.FunctionName).sort()).toEqual([
    'acme-prod-ingest',
    'acme-prod-ingest-relay',
    'acme-prod-land',
  ]);
});

test.each(functions)('%s runs on Node 24 on ARM, under its own role, with a log that ends', (id, { Properties }) => {
  expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  const sharing = functions.filter(
    ([, other]) => JSON.stringify(other.Properties.Role) === JSON.stringify(Properties.Role),
  );
  expect(sharing.map(([name]) => name)).toEqual([id]);
  const { LogGroup } = Properties.LoggingConfig as { LogGroup: { Ref: string } };
  expect(ingest.toJSON().Resources[LogGroup.Ref].Properties.RetentionInDays).toBe(90);
});

test.each(functions)('what %s cannot handle is kept, and its errors ring', (id, { Properties }) => {
  expect(Properties.DeadLetterConfig !== undefined || isFedWithDeadLetters(id)).toBe(true);
  expect(isWatched(id, 'Errors')).toBe(true);
});

/** The variables that the handler of a function reads: `ingest-relay` is lambdas/ingest/relay. */
function variablesOf(name: string): string[] {
  const folder = name.replaceAll('-', '/');
  const code = readFileSync(new URL(`../../../lambdas/${folder}/handler.ts`, import.meta.url), 'utf8');
  const read = [...code.matchAll(/readVariable\('(\w+)'\)/g)].map(([, variable]) => variable as string);
  return code.includes('readWriteKeys()') ? [...read, 'WRITE_KEYS'] : read;
}

test.each(functions)('%s is told what its handler reads, and nothing else', (_, { Properties }) => {
  const told = Object.keys((Properties.Environment as { Variables: object }).Variables);
  expect(told.sort()).toEqual(variablesOf(String(Properties.FunctionName).replace('acme-prod-', '')).sort());
});

test('what vendors send over their buses goes to the relay, is tried for a day, and then waits in its dead letters', () => {
  const rules = resources(ingest, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
  expect(rules).toMatchObject([
    {
      EventBusName: 'aws.partner/salesforce.com/00D5f000005mc66/0YL5f0000008OJ9',
      EventPattern: { source: [{ prefix: 'aws.partner/' }] },
      Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } }],
    },
  ]);
  const relay = functions.find(([, { Properties }]) => Properties.FunctionName === 'acme-prod-ingest-relay');
  const deadLetters = relay?.[1].Properties.DeadLetterConfig as { TargetArn: object } | undefined;
  expect(rules[0]?.Targets).toMatchObject([
    { Arn: { 'Fn::GetAtt': [relay?.[0], 'Arn'] }, DeadLetterConfig: { Arn: deadLetters?.TargetArn } },
  ]);
});

test('without a bus there is neither a rule nor a relay', () => {
  const { ingest: bare } = synthesize({ partnerBuses: {} });
  expect(resources(bare, 'AWS::Events::Rule')).toEqual([]);
  expect(resources(bare, 'AWS::Lambda::Function')).toHaveLength(2);
});

test('a batch fails by the message, within a window', () => {
  expect(mappings.map(([, { Properties }]) => Properties)).toMatchObject([
    {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 60,
      ScalingConfig: { MaximumConcurrency: 10 },
    },
  ]);
});

const isDeadLetters = ({ Properties }: Resource): boolean => Properties.RedrivePolicy === undefined;

test.each(queues)('%s is encrypted, kept 14 days and beyond its stack, and has an alarm', (id, queue) => {
  expect(queue).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 },
  });
  expect(
    isWatched(id, isDeadLetters(queue) ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage'),
  ).toBe(true);
});

test('the queue of acknowledged events has a pinned logical id', () => {
  expect(queues.map(([id]) => id)).toEqual(expect.arrayContaining(['LandingQueue', 'LandingDeadLetters']));
});

test('a message of the door fits into the queue', () => {
  ingest.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.anyValue(), MaximumMessageSize: 1_048_576 });
  expect(MESSAGE_LIMIT_BYTES).toBeLessThan(1_048_576);
});

test('a slow landing keeps its messages to itself for six time-outs and the window', () => {
  ingest.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 6 * 60 + 60 });
});

test('every alarm is told to the topic and says what to do', () => {
  for (const [, { Properties }] of alarms) {
    expect(Properties.AlarmActions).toEqual(['arn:aws:sns:eu-west-1:123456789012:alarms']);
    expect(Properties.AlarmDescription).toMatch(/\. /);
  }
});

test('the door gets its write keys from the parameter at deployment, not from the template', () => {
  const [[name, parameter] = []] = Object.entries(
    ingest.toJSON().Parameters as Record<string, { Type: string; Default: string }>,
  );
  expect(parameter).toEqual({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/acme/prod/write-keys' });
  ingest.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'acme-prod-ingest',
    Environment: { Variables: { WRITE_KEYS: { Ref: name }, VERSION: '1.2.3' } },
  });
});

test('it imports nothing from the lake stack, so that either can be deployed again alone', () => {
  expect(JSON.stringify(ingest.toJSON())).not.toContain('Fn::ImportValue');
});
