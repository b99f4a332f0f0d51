import { Duration } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Handler } from './handler.ts';

export type PartnerBusesProps = {
  /** Vendor -> the name of its bus, which is that of the partner event source it was made from: `aws.partner/...`. */
  readonly buses: Readonly<Record<string, string>>;
  /** The function that takes all of their events, and keeps what it cannot handle. */
  readonly handler: Handler;
};

/** The most that EventBridge takes: an event that cannot be given to the function waits for a day. */
const MAX_AGE = Duration.hours(24);
const MAX_RETRIES = 185;

/** A rule per vendor's bus, from all that the vendor sends to one function; what cannot be given to it goes to its dead letters. */
export class PartnerBuses extends Construct {
  constructor(scope: Construct, id: string, { buses, handler }: PartnerBusesProps) {
    super(scope, id);
    for (const [vendor, name] of Object.entries(buses)) {
      new Rule(this, vendor, {
        description: `All that ${vendor} sends over its partner bus`,
        eventBus: EventBus.fromEventBusName(this, `${vendor}-bus`, name),
        // each bus brings events of AWS as well, about itself
        eventPattern: { source: Match.prefix('aws.partner/') },
        targets: [
          new LambdaFunction(handler.function, {
            maxEventAge: MAX_AGE,
            retryAttempts: MAX_RETRIES,
            ...(handler.deadLetters === undefined ? {} : { deadLetterQueue: handler.deadLetters }),
          }),
        ],
      });
    }
  }
}
