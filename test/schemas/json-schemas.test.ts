import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate } from '../../infra/gen/json-schemas.ts';
import { EVENT_NAMES, SOURCES } from '../../schemas/event.ts';

const texts = await generate();

describe.each(SOURCES)('the JSON Schema of %s', (source) => {
  const path = `schemas/generated/${source}.schema.json`;
  const schema = JSON.parse(texts[path] ?? '{}');

  it('is what its source says', () => {
    expect(readFileSync(path, 'utf8') === texts[path], `${path} is stale; run npm run gen`).toBe(true);
  });

  it('has every event of the list', () => {
    const names = schema.oneOf.map(
      (event: { properties: { event_name: { const: string } } }) => event.properties.event_name.const,
    );
    expect(names).toEqual(EVENT_NAMES[source]);
  });

  it('marks personal data', () => {
    expect(schema.oneOf[0].properties.email).toEqual({ $ref: '#/$defs/optional_identifier' });
    expect(schema.$defs.identifier.pii).toBe(true);
  });
});
