import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../lambdas/ingest/canonical-json.ts';

test('canonical JSON is what the library of RFC 8785 makes of it', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
      const value: unknown = JSON.parse(text);
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
    { numRuns: 500 },
  );
});

// RFC 8785, section 3.2.3 and appendix B.
test.each([
  [
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  [
    '[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]',
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  ],
  ['{"10":1,"9":2,"__proto__":{"b":null,"a":true}}', '{"10":1,"9":2,"__proto__":{"a":true,"b":null}}'],
])('canonical JSON of %s', (text, canonical) => {
  expect(canonicalJson(JSON.parse(text))).toBe(canonical);
});
