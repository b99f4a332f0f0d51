import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A body that a sender got wrong, and what the door says to it. */
export interface BrokenBody {
  name: string;
  body: Uint8Array;
  encoding?: string;
  /** What our own door answers, and Segment's. 400: the bytes are kept. 200: each message is an event or kept by its bytes. */
  status: readonly [ours: number, segments: number];
}

const OCCURRED = '2026-01-31T10:00:00.000Z';
const OURS = `{"event_id":"whole","event_name":"page_viewed","occurred_at":"${OCCURRED}","anonymous_id":"a-1"}`;
const SEGMENTS = `{"batch":[{"messageId":"whole","type":"page","timestamp":"${OCCURRED}","anonymousId":"a-1"}]}`;

/** One that is whole, for either door: what is made of it is broken. */
export const WHOLE = { ours: Buffer.from(OURS), segments: Buffer.from(SEGMENTS) } as const;

const [KEPT, TAKEN, TOO_LARGE, UNKNOWN] = [
  [400, 400],
  [200, 200],
  [413, 413],
  [415, 415],
] as const;
/** Our door sees lines, each rejected by itself; Segment's an object that is none. */
const LINES = [200, 400] as const;

const MB = 1024 * 1024;

/** The broken bodies that are made of a whole one. */
export function brokenBodies(whole: Buffer): BrokenBody[] {
  return [...labelled(whole), ...compressed(whole), ...encoded(whole), ...bombs(whole)];
}

function labelled(whole: Buffer): BrokenBody[] {
  const packed = gzipSync(whole);
  return [
    { name: 'plain bytes called gzip', body: whole, encoding: 'gzip', status: KEPT },
    { name: 'nothing called gzip', body: Buffer.alloc(0), encoding: 'gzip', status: KEPT },
    { name: 'gzip that nobody calls so', body: packed, status: LINES },
    { name: 'zlib called gzip', body: deflateSync(whole), encoding: 'gzip', status: KEPT },
    { name: 'a bare deflate called gzip', body: deflateRawSync(whole), encoding: 'gzip', status: KEPT },
    { name: 'zlib called deflate', body: deflateSync(whole), encoding: 'deflate', status: UNKNOWN },
    { name: 'plain bytes called br', body: whole, encoding: 'br', status: UNKNOWN },
    { name: 'two encodings', body: gzipSync(packed), encoding: 'gzip, gzip', status: UNKNOWN },
    { name: 'an encoding of __proto__', body: whole, encoding: '__proto__', status: UNKNOWN },
    { name: 'gzip in capitals', body: packed, encoding: ' GZIP ', status: TAKEN },
    { name: 'identity', body: whole, encoding: 'identity', status: TAKEN },
  ];
}

function compressed(whole: Buffer): BrokenBody[] {
  const packed = gzipSync(whole);
  const flipped = Buffer.from(packed);
  flipped.writeUInt8(flipped.readUInt8(packed.length - 6) ^ 1, packed.length - 6);
  const made = (name: string, body: Buffer, status: BrokenBody['status'] = KEPT) => ({
    name,
    body,
    encoding: 'gzip',
    status,
  });
  return [
    ...[1, 5, 10, 11, 40, packed.length - 8, packed.length - 1].map((end) =>
      made(`gzip cut after ${end} bytes`, packed.subarray(0, end)),
    ),
    made('gzip with something behind it', Buffer.concat([packed, Buffer.from('tail')])),
    made('gzip with zeros behind it, which pad', Buffer.concat([packed, Buffer.alloc(16)]), TAKEN),
    made('gzip with half a member behind it', Buffer.concat([packed, packed.subarray(0, 20)])),
    made('gzip with a wrong check sum', flipped),
    made('gzip in two members', Buffer.concat([gzipSync(whole.subarray(0, 30)), gzipSync(whole.subarray(30))]), TAKEN),
    made('gzip in gzip', gzipSync(packed), LINES),
    made('gzip of nothing', gzipSync(''), [200, 400]),
  ];
}

function encoded(whole: Buffer): BrokenBody[] {
  const text = whole.toString();
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  return [
    { name: 'nothing', body: Buffer.alloc(0), status: LINES },
    { name: 'white space', body: Buffer.from(' \r\n\t\n '), status: LINES },
    { name: 'NULs', body: Buffer.alloc(100), status: LINES },
    { name: 'UTF-8 with a mark', body: Buffer.from(`\ufeff${text}`), status: TAKEN },
    { name: 'UTF-8 with two marks', body: Buffer.from(`\ufeff\ufeff${text}`), status: LINES },
    { name: 'UTF-16LE', body: little, status: LINES },
    { name: 'UTF-16LE with a mark', body: Buffer.concat([Buffer.from([0xff, 0xfe]), little]), status: LINES },
    { name: 'UTF-16BE', body: big, status: LINES },
    { name: 'UTF-16BE with a mark', body: Buffer.concat([Buffer.from([0xfe, 0xff]), big]), status: LINES },
    { name: 'a form', body: Buffer.from(`data=${encodeURIComponent(text)}`), status: LINES },
    {
      name: 'a multipart form',
      body: Buffer.from(`--b\r\nContent-Type: application/json\r\n\r\n${text}\r\n--b--`),
      status: LINES,
    },
    { name: 'XML', body: Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), status: LINES },
    { name: 'a text', body: Buffer.from('"{}"'), status: LINES },
    { name: 'a number', body: Buffer.from('1'), status: LINES },
    { name: 'an array that is not closed', body: Buffer.from(`[${text}`), status: KEPT },
    { name: 'an array with something behind it', body: Buffer.from(`[${text}] x`), status: KEPT },
    { name: 'two arrays', body: Buffer.from(`[${text}][${text}]`), status: KEPT },
    { name: 'brackets without end', body: Buffer.from('['.repeat(100_000)), status: KEPT },
  ];
}

function bombs(whole: Buffer): BrokenBody[] {
  const body = (bytes: Buffer | string) => ({ body: gzipSync(bytes), encoding: 'gzip' });
  return [
    { name: '200 MB of zeros', ...body(Buffer.alloc(200 * MB)), status: TOO_LARGE },
    { name: '200 MB of white space', ...body(Buffer.alloc(200 * MB, ' ')), status: TOO_LARGE },
    { name: '200 MB of brackets', ...body(Buffer.alloc(200 * MB, '[')), status: TOO_LARGE },
    {
      name: 'many whole ones',
      ...body(Buffer.concat(Array<Buffer>(20_000).fill(Buffer.concat([whole, Buffer.from('\n')])))),
      status: TOO_LARGE,
    },
    { name: 'more lines than a batch may have', ...body('1\n'.repeat(10_001)), status: [413, 400] },
    { name: 'more than a megabyte', body: Buffer.alloc(MB + 1, 'x'), status: TOO_LARGE },
  ];
}
