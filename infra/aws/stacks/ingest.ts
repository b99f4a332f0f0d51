import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { PROVIDERS } from '../../../schemas/providers.ts';
import type { AlarmSink } from '../constructs/alarm.ts';
import { Door } from '../constructs/door.ts';
import { DurableQueue } from '../constructs/durable-queue.ts';
import { Handler } from '../constructs/handler.ts';
import { allowPut, lakeBucketName } from '../constructs/lake-access.ts';
import { PartnerBuses } from '../constructs/partner-buses.ts';
import { type Decisions, hiddenSeconds } from '../decisions.ts';

export type IngestStackProps = StackProps & {
  readonly prefix: string;
  readonly decisions: Decisions;
  readonly bundles: string;
  /** What /health answers. */
  readonly version: string;
  /** The SSM parameter (type String) with the hashed write keys as JSON; read at each deployment. */
  readonly writeKeysParameter: string;
  /** What the names of the SSM parameters (SecureString) with the vendors' secrets begin with; read while it runs. */
  readonly secretsPrefix: string;
  /** Where the world calls the door, when another host answers in front of it. */
  readonly publicUrl: string | undefined;
  /** Vendor -> the name of the partner event bus that its events come over. */
  readonly partnerBuses: Readonly<Record<string, string>>;
  /** ISO-4217: what amounts are in that name no currency. */
  readonly reportingCurrency: string;
  readonly sink: AlarmSink;
};

/** The way of an event from the door to the lake: HTTP API, `ingest`, queue, `land`. Nothing here is kept. */
export class IngestStack extends Stack {
  constructor(scope: Construct, id: string, props: IngestStackProps) {
    super(scope, id, props);
    const queue = this.addQueue(props);
    const ingest = this.addIngest(props, queue);
    this.addLanding(props, queue);
    if (Object.keys(props.partnerBuses).length > 0) this.addRelay(props, queue);
    const door = new Door(this, 'Door', {
      ...props,
      name: props.prefix,
      limits: props.decisions.door,
      handler: ingest,
    });
    new CfnOutput(this, 'DoorUrl', { value: door.url });
  }

  private addQueue({ decisions, sink }: IngestStackProps): DurableQueue {
    return new DurableQueue(this, 'Landing', {
      of: 'events on their way to the lake',
      hiddenSeconds: hiddenSeconds(decisions.landing),
      maxReceives: decisions.landing.maxReceives,
      oldestSeconds: decisions.alarms.oldestUnlandedSeconds,
      sink,
    });
  }

  private addIngest(
    { writeKeysParameter, secretsPrefix, ...props }: IngestStackProps,
    { queue }: DurableQueue,
  ): Handler {
    const ingest = new Handler(this, 'Ingest', {
      ...common(props),
      ...props.decisions.door,
      name: 'ingest',
      environment: {
        LAKE_BUCKET: lakeBucketName(props.prefix),
        QUEUE_URL: queue.queueUrl,
        WRITE_KEYS: StringParameter.valueForStringParameter(this, writeKeysParameter),
        SECRETS_PREFIX: secretsPrefix,
        ...(props.publicUrl === undefined ? {} : { PUBLIC_URL: props.publicUrl }),
        VERSION: props.version,
      },
    });
    ingest.allow(['sqs:SendMessage'], [queue.queueArn]);
    ingest.allow(['ssm:GetParameter'], this.secretArns(secretsPrefix));
    allowPut(ingest, props.prefix);
    return ingest;
  }

  /** What comes over buses goes the way of the door from here on. */
  private addRelay(props: IngestStackProps, { queue }: DurableQueue): void {
    const relay = new Handler(this, 'Relay', {
      ...common(props),
      ...props.decisions.door,
      name: 'ingest-relay',
      environment: {
        LAKE_BUCKET: lakeBucketName(props.prefix),
        QUEUE_URL: queue.queueUrl,
        REPORTING_CURRENCY: props.reportingCurrency,
      },
    });
    relay.allow(['sqs:SendMessage'], [queue.queueArn]);
    allowPut(relay, props.prefix);
    new PartnerBuses(this, 'PartnerBuses', { buses: props.partnerBuses, handler: relay });
  }

  /** One parameter for each vendor that signs, and no other. */
  private secretArns(prefix: string): string[] {
    return PROVIDERS.filter(({ signing }) => signing !== null).map(({ name }) =>
      this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${prefix.slice(1)}${name}` }),
    );
  }

  private addLanding(props: IngestStackProps, from: DurableQueue): void {
    const land = new Handler(this, 'Land', {
      ...common(props),
      ...props.decisions.landing,
      name: 'land',
      environment: { LAKE_BUCKET: lakeBucketName(props.prefix) },
      feed: { ...props.decisions.landing, from },
    });
    allowPut(land, props.prefix);
  }
}

function common({
  prefix,
  bundles,
  sink,
  decisions,
}: Pick<IngestStackProps, 'prefix' | 'bundles' | 'sink' | 'decisions'>) {
  return { prefix, bundles, sink, logDays: decisions.logDays, errors: decisions.alarms.handlerErrors };
}
