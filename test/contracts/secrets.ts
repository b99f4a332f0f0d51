import { describe, expect, test } from 'vitest';
import type { Secrets } from '../../lambdas/lib/secrets/secrets.ts';

/** Declares the tests that each adapter of the port must pass. `open` answers one that holds these texts, by the names of secrets. */
export function secretsContract(name: string, open: (texts: Record<string, string>) => Promise<Secrets>): void {
  describe(`${name} holds secrets`, () => {
    test('one, or several while it is rolled', async () => {
      const secrets = await open({ stripe: 'whsec_a', hubspot: '["new", "old"]' });
      expect(await secrets.of('stripe')).toEqual(['whsec_a']);
      expect(await secrets.of('hubspot')).toEqual(['new', 'old']);
    });

    test('none for a vendor that is not set up, whatever its name', async () => {
      const secrets = await open({ stripe: 'whsec_a' });
      for (const vendor of ['zendesk', 'constructor', '__proto__']) expect(await secrets.of(vendor)).toEqual([]);
    });

    test.each(['', '   ', '[]', '[""]', '["a", " "]', '["a", null]', '[1]'])(
      'refuses %j, with which anybody could sign, and shows no text',
      async (text) => {
        const asked = open({ stripe: text }).then((secrets) => secrets.of('stripe'));
        await expect(asked).rejects.toThrow(/stripe holds an empty secret/);
      },
    );

    test('refuses what begins like an array and is none, and shows no text', async () => {
      const asked = open({ stripe: '["whsec_a"' }).then((secrets) => secrets.of('stripe'));
      await expect(asked).rejects.toThrow(/^(?!.*whsec_a).*stripe begins like a JSON array/);
    });
  });
}
