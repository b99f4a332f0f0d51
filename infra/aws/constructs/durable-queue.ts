import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmSink, addAlarm } from './alarm.ts';
import { DeadLetters } from './dead-letters.ts';
import { pin } from './pin.ts';

export type DurableQueueProps = {
  /** What it carries, as a plural: `messages of the landing`. */
  readonly of: string;
  /** How long a reader has a message for itself. */
  readonly hiddenSeconds: number;
  /** Readings before a message goes to the dead letters. */
  readonly maxReceives: number;
  /** The oldest message may be this old before the alarm rings. */
  readonly oldestSeconds: number;
  readonly sink: AlarmSink;
};

/** A queue whose messages are never lost silently: kept 14 days, then dead letters, with an alarm on the age of the oldest. */
export class DurableQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: DurableQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { of: props.of, sink: props.sink });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Its messages are acknowledged to their senders, so they outlive the stack.
      removalPolicy: RemovalPolicy.RETAIN,
      retentionPeriod: Duration.days(14),
      // The most SQS takes; the door counts on it, and older queues were made for a quarter of it.
      maxMessageSizeBytes: 1_048_576,
      visibilityTimeout: Duration.seconds(props.hiddenSeconds),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.maxReceives },
    });
    pin(this.queue, `${id}Queue`);
    pin(this.deadLetters.queue, `${id}DeadLetters`);
    addAlarm(this, 'AgeAlarm', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: props.oldestSeconds,
      description: `The oldest of the ${props.of} has waited ${props.oldestSeconds} s. Look at the errors and the concurrency of its reader.`,
      sink: props.sink,
    });
  }
}
