import type { Fate } from './letters.ts';

/** A raw JSON value, or what pretends to be one, as bytes. */
export interface JsonValue {
  name: string;
  bytes: Buffer;
  fate: Fate;
}

const ACCEPTED: readonly string[] = [
  ...['[]', '{}', '[[]]', '[{}]', '{"a":{}}', '""', '"a"', '[null,1,"1",{}]', '{"a":[{"b":[{}]}]}'],
  ...['true', 'false', 'null', ' null ', '\t[\n1\r\n]\t', '{ "a" : 1 }', '[ ]', '{ }'],
  ...['0', '-0', '-1', '1e1', '1E+2', '1e-2', '0e+1', '0e1', '0.1', '-0.1', '123.456789', '1.5e15', '5e-324'],
  ...['1e-400', '0.1e-999', '3.141592653589793238462643383279', '9007199254740991', '-9007199254740991', '1.0'],
  ...['"\\u0041"', '"\\u005C"', '"\\u0022"', '"\\/"', '"\\b\\f\\n\\r\\t"', '"\\uD83D\\uDE00"', '"\\ud834\\udd1e"'],
  ...['"\\uFEFF"', '"\\uFFFE"', '"\\uFFFF"', '"\\u2028\\u2029"', '"\u2028\u2029"', '"\u007f"', '"\\u0001"', '"\ufeff"'],
  ...['"//"', '"/* a */"', '"{"', '"]"', '",:"', '"\\\\\\""', '"\\\\u0000"', '"\\\\ud800"'],
  ...['{"":0}', '{"":{"":{"":""}}}', '{"\\u0061":1}', '{" ":1,"  ":2}', '{"\\n":1,"\\t":2}'],
  ...[
    '{"a":1,"a":2}',
    '{"a":{"b":1,"b":2},"a":{"b":3,"b":4}}',
    '{"a":1,"\\u0061":2}',
    '[{"x":1,"x":[2,{"x":3,"x":4}]}]',
  ],
  ...['{"__proto__":{"a":1}}', '{"__proto__":null}', '{"a":{"__proto__":{"b":1}},"constructor":{"prototype":{"c":1}}}'],
  ...['{"toString":1,"valueOf":2,"hasOwnProperty":3,"toJSON":4,"then":5}', '{"length":3,"0":"a","1":"b"}'],
  ...['{"2":1,"1":2,"10":3,"01":4,"-1":5,"1.5":6}', '{"a.b":1,"a":{"b":2}}', '{"$":1,"[0]":2,"\\"":3,"\\\\":4,"\'":5}'],
  ...['{"A":1,"a":2,"\\u00c5":3,"A\\u030a":4,"\\u212b":5}', '{"key":1,"Key":2,"KEY":3}'],
];

const REJECTED: readonly string[] = [
  ...['', ' ', ',', ':', '{', '}', '[', ']', '[1', '{"a"', '{"a":', '{"a":1', '{"a":1,', '[1,', '[,', '[,1]', '[1,]'],
  ...['[1,,2]', '[1 2]', '{"a" 1}', '{"a"::1}', '{"a":1,}', '{,}', '{a:1}', "{'a':1}", '{1:1}', '{null:1}', '{[]:1}'],
  ...['[1}', '{"a":1]', '[[1]', '1]', '{"a":1}}', '[1]x', '1 2', '"a""b"', '"a" "b"', '[] []', '{}{}', '{} #'],
  ...[
    'NaN',
    '-NaN',
    'Infinity',
    '-Infinity',
    'nan',
    'undefined',
    'None',
    'nul',
    'True',
    'TRUE',
    'truee',
    'tru',
    'fals',
  ],
  ...[
    '01',
    '-01',
    '+1',
    '.5',
    '-.5',
    '1.',
    '1.e1',
    '1e',
    '1e+',
    '1eE2',
    '0x10',
    '0b1',
    '0o7',
    '1_000',
    '--1',
    '- 1',
    '-',
  ],
  ...['1a', '1.2.3', '1e1.5', '\uff11', '12n', '1,000', '-foo', '0e', '1 000', '9.e+', '[1e1,+2]', '0.1.2', '2.e-3'],
  ...[
    '"',
    '"a',
    "'a'",
    '`a`',
    '\u201ca\u201d',
    '"\\"',
    '"\\x41"',
    '"\\u00"',
    '"\\u00G0"',
    '"\\U0041"',
    '"\\a"',
    '"\\\u00e5"',
  ],
  ...['"\\u{41}"', '"\\', '"\\u', '"\\uD8', '"\t"', '"a\u0001b"', '"\u0000"', '\u0000', '"\u001f"', '{"a\tb":1}'],
  ...[
    '/* a */ 1',
    '1 // a',
    '1 # a',
    '<!-- 1 -->',
    '[/**/]',
    '{"a":/* b */1}',
    '\ufeff1',
    '\u00a01',
    '\u20281',
    '\f1',
    '\v1',
  ],
  ...[
    '*',
    '$',
    '@',
    '&',
    'a',
    '\\n',
    '\\u0031',
    '(1)',
    '<null>',
    '{{}}',
    '[1:2]',
    '{"a","b"}',
    '["a":1]',
    '...',
    '[...]',
  ],
  ...[
    '"\\ud800"',
    '"\\udc00"',
    '"\\udc00\\ud800"',
    '"\\ud800a"',
    '"\\ud83d\\ud83d\\ude00"',
    '{"\\ud800":1}',
    '{"a":{"\\udfff":{}}}',
  ],
  ...['"\\u0000"', '"a\\u0000b"', '{"\\u0000":1}', '{"a\\u0000":1}', '[["\\u0000"]]'],
  ...[
    '1e400',
    '-1e400',
    '1e999999999',
    '9007199254740992',
    '9007199254740993',
    '-9007199254740993',
    '9223372036854775807',
  ],
  ...[
    '9223372036854775808',
    '18446744073709551616',
    '1e16',
    '1.7976931348623157e308',
    '123123e100000',
    `1${'0'.repeat(400)}`,
  ],
];

/** Every kind of byte sequence that is no UTF-8, in a text. */
const NO_UTF8: Readonly<Record<string, readonly number[]>> = {
  'a lone continuation': [0x80],
  'the last continuation': [0xbf],
  'a start without its continuation': [0xc3],
  'two of three bytes': [0xe2, 0x82],
  'three of four bytes': [0xf0, 0x9f, 0x98],
  'a start followed by a letter': [0xe2, 0x41, 0x42],
  'an overlong slash in two bytes': [0xc0, 0xaf],
  'an overlong NUL': [0xc0, 0x80],
  'an overlong slash in three bytes': [0xe0, 0x80, 0xaf],
  'an overlong slash in four bytes': [0xf0, 0x80, 0x80, 0xaf],
  'an overlong quote': [0xc0, 0xa2],
  'a raw high surrogate': [0xed, 0xa0, 0x80],
  'a raw low surrogate': [0xed, 0xbf, 0xbf],
  'a pair of raw surrogates': [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  'beyond U+10FFFF': [0xf4, 0x90, 0x80, 0x80],
  'five bytes': [0xf8, 0x88, 0x80, 0x80, 0x80],
  'six bytes': [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80],
  'FE and FF': [0xfe, 0xff],
  'Latin-1': [0xe9],
  'Windows-1252': [0x93, 0x61, 0x94],
  'Shift-JIS': [0x83, 0x65],
  'a good letter and a bad one': [0xc3, 0xa9, 0xff],
};

const DEEPEST = 10_000;
/** What fits into 32 levels beside the event, its properties and the value's own. */
const FITTING = 29;

const NESTED: readonly JsonValue[] = [
  named(`arrays ${FITTING} deep`, '['.repeat(FITTING) + ']'.repeat(FITTING), 'accepted'),
  named(`objects ${FITTING} deep`, `${'{"a":'.repeat(FITTING)}1${'}'.repeat(FITTING)}`, 'accepted'),
  named(`arrays ${DEEPEST} deep`, '['.repeat(DEEPEST) + ']'.repeat(DEEPEST), 'rejected'),
  named('objects 5000 deep', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'rejected'),
  named('objects and arrays 4000 deep', `${'[{"":'.repeat(2000)}0${'}]'.repeat(2000)}`, 'rejected'),
  named('arrays that nobody closes', '['.repeat(DEEPEST), 'rejected'),
  named('objects that nobody closes', '{"a":'.repeat(DEEPEST / 2), 'rejected'),
  named('brackets that nobody opened', ']'.repeat(DEEPEST), 'rejected'),
  named('many keys', JSON.stringify(Object.fromEntries(keys(2000))), 'accepted'),
  named('one key many times', `{${'"a":1,'.repeat(3000)}"a":2}`, 'accepted'),
  named('a long key', `{"${'k'.repeat(20_000)}":1}`, 'accepted'),
  named('a long key of quotes', `{"${'\\"'.repeat(10_000)}":1}`, 'accepted'),
  named('a long text', `"${'t'.repeat(30_000)}"`, 'accepted'),
  named('a long text of emoji', `"${'\u{1f600}'.repeat(7000)}"`, 'accepted'),
  named('a long number', `0.${'1'.repeat(20_000)}`, 'accepted'),
  named('a text above 32 KB', `"${'t'.repeat(33_000)}"`, 'rejected'),
  named('a key above 32 KB', `{"${'k'.repeat(33_000)}":1}`, 'rejected'),
  named('white space', `${' '.repeat(20_000)}1`, 'accepted'),
];

export const JSON_VALUES: readonly JsonValue[] = [
  ...ACCEPTED.map((text) => named(text, text, 'accepted')),
  ...REJECTED.map((text) => named(text.slice(0, 40), text, 'rejected')),
  ...Object.entries(NO_UTF8).flatMap(([name, bytes]) => [
    { name: `${name} in a text`, bytes: quoted(bytes), fate: 'rejected' as const },
    {
      name: `${name} in a key`,
      bytes: Buffer.concat([Buffer.from('{'), quoted(bytes), Buffer.from(':1}')]),
      fate: 'rejected' as const,
    },
  ]),
  ...NESTED,
];

function named(name: string, text: string, fate: Fate): JsonValue {
  return { name, bytes: Buffer.from(text), fate };
}

function quoted(bytes: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from('"a'), Buffer.from(bytes), Buffer.from('b"')]);
}

function keys(count: number): [string, number][] {
  return Array.from({ length: count }, (_, index) => [`k${index}`, index]);
}
