import type { Subject } from './names.ts';

/** What is left to do by hand for a scaffold, in this order. */
export function nextSteps({ layer, name }: Subject): string[] {
  return layer === undefined ? ofProvider(name) : ofModel(layer, name);
}

function ofModel(layer: string, name: string): string[] {
  return [
    `write in sql/${layer}/${name}.sql what it answers, and in its twin .yml what that means`,
    "name the case's folder after the rule it tells, and let its tables tell it; add a case for each further rule",
    'npm test -- test/house.test.ts test/sql/cases.test.ts',
    `npm run lifecycle -- refresh && npm run lifecycle -- query "from ${name} limit 20"`,
  ];
}

function ofProvider(name: string): string[] {
  return [
    `write in schemas/providers/${name}.ts how the vendor signs and what its payloads say, as it documents both`,
    `let test/fixtures/providers/${name}/ tell a payload of each kind, and where its shape was taken from`,
    'npm test -- test/house.test.ts test/schemas/providers.test.ts test/lambdas/webhook-payloads.test.ts',
    `put its secret into lifecycle.secrets.json, {"${name}": "..."}, npm start, and let it call /webhooks/${name}`,
  ];
}
