import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmSink, addAlarm } from './alarm.ts';

export type DeadLettersProps = {
  /** What failed to arrive, as a plural: `messages of the landing`. */
  readonly of: string;
  readonly sink: AlarmSink;
};

/** Where what failed for good waits for a person: kept 14 days (the most SQS allows), an alarm from the first one on. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { of, sink }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // What failed must not vanish with its stack; an empty queue costs nothing.
      removalPolicy: RemovalPolicy.RETAIN,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This queue is the dead-letter queue itself.',
    });
    addAlarm(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      description: `Some ${of} failed for good. Read them, mend the cause, then redrive the queue; they are kept 14 days.`,
      sink,
    });
  }
}
