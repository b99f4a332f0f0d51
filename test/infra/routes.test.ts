import { expect, test } from 'vitest';
import { openLocalDoor } from '../../infra/local/door.ts';
import { memoryLake } from '../doubles/memory-lake.ts';
import { resources, synthesize } from './aws/set-up.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** API Gateway has no route for it, and answering how one is to nobody's harm is. */
const ONLY_HERE = ['HEAD /health'];

const door = openLocalDoor({
  lake: memoryLake(),
  writeKeys: [],
  windowMs: 0,
  log: { info: () => {}, error: () => {} },
});

/** The routes among all methods of some paths that the local doors answer, whatever they answer. */
async function answeredHere(paths: readonly string[]): Promise<string[]> {
  const answered: string[] = [];
  for (const rawPath of paths)
    for (const method of METHODS) {
      const { statusCode } = await door.handler({
        rawPath,
        headers: {},
        body: '',
        isBase64Encoded: false,
        requestContext: { http: { method } },
      });
      if (statusCode !== 404 && statusCode !== 405) answered.push(`${method} ${rawPath}`);
    }
  return answered.filter((route) => !ONLY_HERE.includes(route)).sort();
}

test('the doors here answer where those of the cloud do, and nowhere else', async () => {
  const routes = resources(synthesize().ingest, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
    String(Properties.RouteKey),
  );
  const paths = [...new Set(routes.map((route) => route.split(' ')[1] ?? ''))];
  expect(await answeredHere(paths)).toEqual(routes.sort());
  const near = paths.flatMap((path) => [
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    `${path}/x`,
    path.slice(0, -1),
    path.replace('/v1', '/v2'),
  ]);
  const unknown = [
    '',
    '/',
    '/v1',
    '/v1/events/',
    '/webhooks/',
    '/webhooks/nobody',
    '/admin',
    '/metrics',
    '/.env',
    '/debug',
  ];
  expect(await answeredHere([...near, ...unknown].filter((path) => !paths.includes(path)))).toEqual([]);
});
