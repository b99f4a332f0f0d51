import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SOURCES } from '../../../schemas/event.ts';
import { SEGMENT_PATHS } from '../../../schemas/providers/segment.ts';
import { PROVIDERS } from '../../../schemas/providers.ts';
import type { Decisions } from '../decisions.ts';
import { type AlarmSink, addAlarm } from './alarm.ts';
import type { Handler } from './handler.ts';

export type DoorProps = {
  readonly name: string;
  readonly limits: Decisions['door'];
  readonly decisions: Decisions;
  /** The function behind every route. */
  readonly handler: Handler;
  readonly sink: AlarmSink;
};

/** What is logged of a request: no address, no header, no body, for those are personal data. */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  requestedAt: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
});

/** The HTTP API: a route per source, those of Segment's SDKs, one per vendor that signs, and `GET /health`, throttled, with a log and an alarm on its own failures. */
export class Door extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: DoorProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', { apiName: props.name, createDefaultStage: false });
    const integration = new HttpLambdaIntegration('Handler', props.handler.function, { scopePermissionToRoute: false });
    for (const source of SOURCES)
      api.addRoutes({ path: `/v1/events/${source}`, methods: [HttpMethod.POST], integration });
    // browsers ask first: OPTIONS is answered by the door itself
    for (const path of SEGMENT_PATHS)
      api.addRoutes({ path, methods: [HttpMethod.POST, HttpMethod.OPTIONS], integration });
    // some vendors look with HEAD whether anybody is there
    for (const { name } of PROVIDERS.filter(({ signing }) => signing !== null))
      api.addRoutes({ path: `/webhooks/${name}`, methods: [HttpMethod.POST, HttpMethod.HEAD], integration });
    api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        "The function itself checks write keys and vendors' signatures: these need the raw body, which no authorizer sees.",
    });
    this.url = this.addStage(api, props).url;
    addAlarm(this, 'FailureAlarm', {
      metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: props.decisions.alarms.handlerErrors,
      description: 'The door answered 5xx. Senders that retry lose nothing; the log of ingest says why.',
      sink: props.sink,
    });
  }

  private addStage(api: HttpApi, { limits, decisions }: DoorProps): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLog', {
      retention: decisions.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: limits.requestsPerSecond, burstLimit: limits.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
  }
}
