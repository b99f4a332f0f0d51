import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmSink, addAlarm } from './alarm.ts';
import { DeadLetters } from './dead-letters.ts';
import type { DurableQueue } from './durable-queue.ts';

export type HandlerProps = {
  /** The folder below lambdas/ whose handler.ts this runs. */
  readonly name: string;
  /** The deployment's prefix: the function is called `<prefix>-<name>`. */
  readonly prefix: string;
  /** The folder that `npm run build` fills: one folder per function, each with its index.mjs. */
  readonly bundles: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly logDays: number;
  /** Errors within five minutes that ring the alarm. */
  readonly errors: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly sink: AlarmSink;
  /** The queue that feeds it and keeps what it cannot handle. Without one, the function keeps failed invocations itself. */
  readonly feed?: Feed;
};

export type Feed = {
  readonly from: DurableQueue;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly concurrency: number;
};

/** One function with a role of its own, a log that ends, a place for what failed, and an alarm. It may do what `allow` says and nothing else. */
export class Handler extends Construct {
  readonly function: LambdaFunction;
  /** Of a function without a feed: where its failed invocations wait. */
  readonly deadLetters: Queue | undefined;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: HandlerProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.deadLetters = this.addDeadLetters(props);
    this.function = this.addFunction(props);
    if (props.feed !== undefined) this.readFrom(props.feed);
    addAlarm(this, 'ErrorAlarm', {
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: props.errors,
      description: `${props.name} failed ${props.errors} times within five minutes. Its log says why.`,
      sink: props.sink,
    });
  }

  /** Grants these actions on these resources and on nothing else. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  private addFunction(props: HandlerProps): LambdaFunction {
    const logGroup = new LogGroup(this, 'Log', { retention: props.logDays, removalPolicy: RemovalPolicy.DESTROY });
    logGroup.grantWrite(this.role);
    return new LambdaFunction(this, 'Function', {
      functionName: `${props.prefix}-${props.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.bundles, props.name)),
      handler: 'index.handler',
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      environment: { ...props.environment },
      role: this.role,
      logGroup,
      ...(this.deadLetters === undefined ? {} : { deadLetterQueue: this.deadLetters }),
    });
  }

  /** A caller that waits sees the failure; one that does not (a bus, a schedule) would lose the event after Lambda's retries. */
  private addDeadLetters({ name, sink, feed }: HandlerProps): Queue | undefined {
    return feed === undefined
      ? new DeadLetters(this, 'DeadLetters', { of: `invocations of ${name}`, sink }).queue
      : undefined;
  }

  private readFrom({ from, batchSize, windowSeconds, concurrency }: Feed): void {
    this.function.addEventSource(
      new SqsEventSource(from.queue, {
        batchSize,
        maxBatchingWindow: Duration.seconds(windowSeconds),
        maxConcurrency: concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
