import { expect, test } from 'vitest';
import { loadDeployments, parseDeployments } from '../../../infra/aws/config.ts';

const file = (value: unknown) => ({ path: 'lifecycle.cloud.json', text: JSON.stringify(value) });
const two = file({ deployments: [{ brand: 'acme', environment: 'prod' }, { brand: 'acme' }] });

test('without a file there is one deployment, named by the environment or the defaults', () => {
  expect(parseDeployments(undefined, {})).toEqual([
    {
      brand: 'lifecycle',
      environment: 'dev',
      partnerBuses: {},
      profile: 'development',
      reportingCurrency: 'USD',
      secretsPrefix: '/lifecycle/dev/webhooks/',
      writeKeysParameter: '/lifecycle/dev/write-keys',
    },
  ]);
  expect(parseDeployments(undefined, { LIFECYCLE_BRAND: 'acme', LIFECYCLE_ENVIRONMENT: 'prod-eu' })).toMatchObject([
    {
      brand: 'acme',
      environment: 'prod-eu',
      profile: 'production',
      secretsPrefix: '/acme/prod-eu/webhooks/',
      writeKeysParameter: '/acme/prod-eu/write-keys',
    },
  ]);
});

test('a file lists deployments, and the environment picks among them', () => {
  expect(parseDeployments(two, {})).toHaveLength(2);
  expect(parseDeployments(two, { LIFECYCLE_ENVIRONMENT: 'dev' })).toMatchObject([
    { brand: 'acme', environment: 'dev' },
  ]);
});

test('a profile that is given wins over the name of the environment', () => {
  expect(parseDeployments(file({ deployments: [{ profile: 'production' }] }), {})).toMatchObject([
    { profile: 'production' },
  ]);
});

test.each([
  [
    'a deployment that is not listed',
    two,
    { LIFECYCLE_BRAND: 'other' },
    /no deployment other-\*; it has acme-prod, acme-dev/,
  ],
  [
    'the same deployment twice',
    file({ deployments: [{}, {}] }),
    {},
    /deployments: two deployments have the same brand and environment/,
  ],
  [
    'a bus of a vendor that nobody knows',
    file({ deployments: [{ partnerBuses: { nobody: 'aws.partner/nobody.com/1' } }] }),
    {},
    /deployments\.0\.partnerBuses\.nobody/,
  ],
  [
    'a bus that is no partner bus',
    file({ deployments: [{ partnerBuses: { salesforce: 'default' } }] }),
    {},
    /partnerBuses\.salesforce: the name of a partner event bus/,
  ],
  ['an unknown setting', file({ deployments: [{ colour: 'red' }] }), {}, /deployments\.0: .*colour/],
  [
    'a name that no bucket can have',
    file({ deployments: [{ brand: 'Acme' }] }),
    {},
    /deployments\.0\.brand: lower case letters/,
  ],
  [
    'a name too long for a bucket',
    file({ deployments: [{ brand: 'abcdefghijklm' }] }),
    {},
    /deployments\.0\.brand: .*at most 12/,
  ],
  [
    'an account that is none',
    file({ deployments: [{ account: '123' }] }),
    {},
    /deployments\.0\.account: an AWS account id of 12 digits/,
  ],
  ['no deployment', file({ deployments: [] }), {}, /lifecycle\.cloud\.json is not a valid list of deployments/],
  ['no JSON', { path: 'lifecycle.cloud.json', text: '{' }, {}, /lifecycle\.cloud\.json is no JSON/],
  [
    'a bad name in the environment',
    undefined,
    { LIFECYCLE_BRAND: 'A' },
    /the environment is not a valid list of deployments/,
  ],
])('%s is refused, saying what and where', (_, given, env, message) => {
  expect(() => parseDeployments(given, env)).toThrow(message);
});

test('a file that is named and not there is an error, not the defaults', () => {
  expect(() => loadDeployments({ LIFECYCLE_CLOUD_CONFIG: '/nowhere/cloud.json' })).toThrow(
    /\/nowhere\/cloud\.json, which is not there/,
  );
});
