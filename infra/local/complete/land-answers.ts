import type { Answered } from '../../../lambdas/complete/complete.ts';
import { ingestBody } from '../../../lambdas/ingest/ingest.ts';
import { WEBHOOK_LIMIT_BYTES } from '../../../lambdas/ingest/limits.ts';
import { payloadReader } from '../../../lambdas/ingest/webhook-body.ts';
import { landMessages } from '../../../lambdas/land/land.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { completing } from '../../../schemas/providers/completing.ts';
import { providerOf } from '../../../schemas/providers.ts';

type Circumstances = { now: string; currency: string };

/** Lands answers of vendors as the door lands payloads: whether each was accepted. Throws where the lake does not take them. */
export async function landAnswers(lake: Lake, answers: readonly Answered[], at: Circumstances): Promise<boolean[]> {
  const judged = answers.map((answer) => judge(answer, at));
  const failures = await landMessages(
    lake,
    judged.flatMap(({ deliveries }) => deliveries),
  );
  for (const error of failures.values()) throw error;
  return judged.map(({ rejected }) => rejected.length === 0);
}

/** Rejects bear the object's name in their endpoint: with it, an answer can be judged again. */
function judge({ pending: { provider: name, object }, object: answer }: Answered, { now, currency }: Circumstances) {
  const provider = providerOf(name);
  if (provider === undefined) throw new Error(`${name} was asked and is no provider`);
  return ingestBody([Buffer.from(JSON.stringify(answer))], {
    ...{ now, receivedAt: now, defaultSource: 'sales', limitBytes: WEBHOOK_LIMIT_BYTES },
    endpoint: `complete/${name}/${object.type}/${object.id}`,
    readAll: payloadReader(completing(provider, object), currency),
  });
}
