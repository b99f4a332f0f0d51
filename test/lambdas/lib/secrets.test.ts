import { afterEach, describe, expect, test } from 'vitest';
import { givenSecrets } from '../../../lambdas/lib/secrets/given.ts';
import { ssmSecrets } from '../../../lambdas/lib/secrets/ssm.ts';
import { secretsContract } from '../../contracts/secrets.ts';
import { type SsmDouble, startSsmDouble } from '../../doubles/ssm.ts';

const PREFIX = '/lifecycle/dev/webhooks/';
const MINUTE = 60_000;
const doubles: SsmDouble[] = [];

afterEach(async () => {
  await Promise.all(doubles.splice(0).map((double) => double.close()));
});

async function openSsm(texts: Record<string, string>) {
  const double = await startSsmDouble();
  doubles.push(double);
  for (const [name, text] of Object.entries(texts)) double.parameters.set(PREFIX + name, text);
  const clock = { now: 0 };
  return { double, clock, secrets: ssmSecrets({ client: double.client, prefix: PREFIX, clock: () => clock.now }) };
}

secretsContract('SSM', async (texts) => (await openSsm(texts)).secrets);
secretsContract('what is given at the start', async (texts) => givenSecrets(texts));

describe('SSM', () => {
  test('is asked for the decrypted parameter once in five minutes, so that a rolled secret holds without a deployment', async () => {
    const { double, clock, secrets } = await openSsm({ stripe: 'old' });
    await Promise.all([secrets.of('stripe'), secrets.of('stripe')]);
    double.parameters.set(`${PREFIX}stripe`, '["new", "old"]');
    clock.now = 5 * MINUTE - 1;
    expect(await secrets.of('stripe')).toEqual(['old']);
    clock.now = 5 * MINUTE;
    expect(await secrets.of('stripe')).toEqual(['new', 'old']);
    expect(double.asked).toEqual([`${PREFIX}stripe`, `${PREFIX}stripe`]);
  });

  test('that refuses is a fault which names the parameter, and is asked again', async () => {
    const { double, secrets } = await openSsm({ stripe: 'whsec_a' });
    double.isBroken = true;
    await expect(secrets.of('stripe')).rejects.toThrow(
      /^\[secrets\] \/lifecycle\/dev\/webhooks\/stripe cannot be read/,
    );
    double.isBroken = false;
    expect(await secrets.of('stripe')).toEqual(['whsec_a']);
  });
});
