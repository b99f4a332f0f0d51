import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadSecrets } from '../../../infra/local/secrets.ts';

describe('lifecycle.secrets.json', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    path = join(folder, 'my.secrets.json');
    vi.stubEnv('LIFECYCLE_SECRETS', path);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  const given = (text: string) => writeFileSync(path, text);

  test('holds what vendors sign with, and the tokens of their read APIs', async () => {
    given('{"stripe": "whsec_a", "hubspot": ["new", "old"], "hubspot_token": "pat"}');
    const secrets = loadSecrets();
    expect(await secrets.of('stripe')).toEqual(['whsec_a']);
    expect(await secrets.of('hubspot')).toEqual(['new', 'old']);
    expect(await secrets.of('hubspot_token')).toEqual(['pat']);
    expect(await secrets.of('zendesk')).toEqual([]);
  });

  test('is added to by the secrets of this process', async () => {
    given('{"stripe": "whsec_a"}');
    const secrets = loadSecrets({ stripe: 'own', zendesk: 'own' });
    expect([await secrets.of('stripe'), await secrets.of('zendesk')]).toEqual([['whsec_a', 'own'], ['own']]);
  });

  test.each([
    ['{"stripe": "whsec_secret"', 'is no JSON'],
    ['{"stripe": ""}', 'stripe: an empty secret would let anybody sign'],
    ['{"stripe": []}', 'stripe: name at least one secret'],
    ['{"strype": "whsec_secret"}', 'strype: no vendor of that name. Name one of'],
  ])('refuses %s, and shows no secret', (text, says) => {
    given(text);
    let thrown: unknown;
    try {
      loadSecrets();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ exitCode: 2, message: expect.stringContaining(says) });
    expect((thrown as Error).message).toContain(path);
    expect((thrown as Error).message).not.toContain('whsec_secret');
  });

  test('that is named and not there is refused', () => {
    expect(() => loadSecrets()).toThrow(/my\.secrets\.json cannot be read/);
  });
});
