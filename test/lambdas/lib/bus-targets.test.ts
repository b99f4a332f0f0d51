import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../lambdas/lib/bus/backoff.ts';
import { type PostOptions, postTo } from '../../../lambdas/lib/bus/post.ts';
import { isPrivateAddress } from '../../../lambdas/lib/bus/private-address.ts';

const PRIVATE = [
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '0.0.0.0'],
  ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fd00::1'],
  ...['ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'none', ''],
];
const PUBLIC = ['8.8.8.8', '172.15.255.255', '172.32.0.1', '100.128.0.1', '223.255.255.255', '2606:4700::1111'];

test.each(PRIVATE)('%j is not on the public internet', (address) => expect(isPrivateAddress(address)).toBe(true));
test.each(PUBLIC)('%j is on the public internet', (address) => expect(isPrivateAddress(address)).toBe(false));

const NOW = Date.UTC(2026, 2, 1);
test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 00:00:05 GMT', 5_000],
  ['Sat, 28 Feb 2026 00:00:00 GMT', 0],
  ['soon', null],
  ['-1', null],
  ['1.5', null],
  [undefined, null],
])('Retry-After: %j is %j milliseconds', (header, expected) => expect(retryAfterMs(header, NOW)).toBe(expected));

const OPEN: PostOptions = { allowPrivate: true, timeoutMs: 5_000 };
const STRICT: PostOptions = { allowPrivate: false, timeoutMs: 5_000 };

describe('a URL that a stranger named', () => {
  test.each([
    ['http://example.com/', 'is not https'],
    ['https://127.0.0.1/', 'is not on the public internet'],
    ['https://2130706433/', 'is not on the public internet'],
    ['https://0x7f.1/', 'is not on the public internet'],
    ['https://[::1]/', 'is not on the public internet'],
    ['https://[::ffff:7f00:1]/', 'is not on the public internet'],
    ['https://me:pass@example.com/', 'carries a user or password'],
    ['file:///etc/passwd', 'is no http or https URL'],
    ['nowhere', 'is no http or https URL'],
  ])('%s is refused at once', (url, problem) => {
    expect(() => postTo(url, STRICT)).toThrow(problem);
    expect(() => postTo(url, STRICT)).not.toThrow(/pass@/);
  });

  test.each([['10.0.0.7'], ['93.184.216.34', '127.0.0.1']])('is not called where its name is %s %s', async (...ips) => {
    const resolve = async () => ips.map((address) => ({ address, family: 4 }));
    const post = postTo('https://rebind.example/', { ...STRICT, resolve });
    await expect(post('{}', {})).rejects.toThrow(/rebind\.example is .*, not a public address/);
  });

  test('is looked up once, and the address that was checked is the one that is called', async () => {
    const url = await serve((server) => server.on('request', (_, response) => response.end()));
    let lookups = 0;
    const resolve = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    const post = postTo(url.replace('127.0.0.1', 'sink.example'), { ...OPEN, resolve });
    expect(await post('{}', {})).toMatchObject({ status: 200 });
    expect(lookups).toBe(1);
  });
});

describe('an answer', () => {
  test('without end is cut, and counts by its status', async () => {
    let noteClosed = () => {};
    const closed = new Promise<void>((resolve) => {
      noteClosed = resolve;
    });
    const url = await serve((server) =>
      server.on('request', (_, response) => {
        response.writeHead(200).on('close', () => noteClosed());
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.on('drain', more);
        more();
      }),
    );
    const patient = { ...OPEN, timeoutMs: 3_600_000 };
    expect(await postTo(url, patient)('{}', {})).toMatchObject({ status: 200 });
    await closed;
  });

  test('with too many headers is none', async () => {
    const url = await serve((server) =>
      server.on('request', (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end()),
    );
    await expect(postTo(url, OPEN)('{}', {})).rejects.toThrow(/Header/);
  });
});

const servers: Server[] = [];

async function serve(wire: (server: Server) => void): Promise<string> {
  const server = createServer();
  servers.push(server);
  wire(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
