import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Where alarms are told: an SNS topic of yours, or nowhere but the console. */
export type AlarmSink = { readonly topicArn: string | undefined };

export type AlarmProps = {
  readonly metric: IMetric;
  /** The metric's unit; reaching it is an alarm. */
  readonly threshold: number;
  /** What has happened and what to do, for whoever is woken by it. */
  readonly description: string;
  readonly sink: AlarmSink;
};

/** An alarm that rings as soon as one period reaches the threshold, and is silent where there is no data. */
export function addAlarm(scope: Construct, id: string, { metric, threshold, description, sink }: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    alarmDescription: description,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (sink.topicArn !== undefined)
    alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(alarm, 'Topic', sink.topicArn)));
  return alarm;
}
