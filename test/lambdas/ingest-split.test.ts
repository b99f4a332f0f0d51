import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitBody } from '../../lambdas/ingest/split.ts';

const split = (body: string | Uint8Array) => {
  const result = splitBody(Buffer.from(body as Uint8Array));
  return result.ok ? result.messages.map((bytes) => Buffer.from(bytes).toString()) : result.problem;
};

describe('a body falls into messages', () => {
  test.each([
    ['lines', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['a last line without newline', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['blank lines and CRLF', '\r\n{"a":1}\r\n \t\r\n\n{"b":2}\r\n\r\n', ['{"a":1}', '{"b":2}']],
    ['a cut last line', '{"a":1}\n{"b":', ['{"a":1}', '{"b":']],
    ['a byte order mark first', '\ufeff{"a":1}', ['{"a":1}']],
    ['nothing', '', []],
    ['white space only', ' \n\t\r\n', []],
    ['an empty array', ' [ ] ', []],
    ['elements with their own spelling', '[ {"a" : 1.0 } ,\n"x"\t, [1, 2] ]', ['{"a" : 1.0 }', '"x"', '[1, 2]']],
    [
      'brackets, commas and quotes in strings',
      '["],[", "\\"],{", "\\\\", {"k]":"[,"}]',
      ['"],["', '"\\"],{"', '"\\\\"', '{"k]":"[,"}'],
    ],
    ['a broken element between whole ones', '[{"a":1},{b},{"c":3}]', ['{"a":1}', '{b}', '{"c":3}']],
    ['an empty place', '[1,,2,]', ['1', '', '2', '']],
    ['an array after a byte order mark', '\ufeff[1]', ['1']],
  ])('%s', (_, body, messages) => {
    expect(split(body)).toEqual(messages);
  });

  test.each([
    ['no end', '[{"a":1},{"b":2}'],
    ['an open string', '[{"a":1},{"b":"2}]'],
    ['an open object', '[{"a":1},{"b":2]'],
    ['more after the end', '[{"a":1}] {"b":2}'],
    ['a backslash as its last byte', '["a\\'],
  ])('an array with %s has no messages', (_, body) => {
    expect(split(body)).toMatch(/array/);
  });

  test('any array of JSON values into these values', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (values, space) => {
        const messages = split(JSON.stringify(values, null, space));
        expect(Array.isArray(messages) && messages.map((text) => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(values)),
        );
      }),
    );
  });
});
