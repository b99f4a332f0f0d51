import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SSMClient } from '@aws-sdk/client-ssm';

export interface SsmDouble {
  client: SSMClient;
  /** Parameters by their full names. */
  parameters: Map<string, string>;
  /** The names asked for so far. */
  asked: string[];
  isBroken: boolean;
  close(): Promise<void>;
}

/** GetParameter of SSM over HTTP, in AWS JSON 1.1: a parameter is shown only to who asks for it decrypted. */
export async function startSsmDouble(): Promise<SsmDouble> {
  const double = { parameters: new Map<string, string>(), asked: [] as string[], isBroken: false };
  const server = createServer(async (request, response) => {
    const { Name, WithDecryption } = (await json(request)) as { Name: string; WithDecryption?: boolean };
    double.asked.push(Name);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    const refuse = (type: string) => response.writeHead(400).end(JSON.stringify({ __type: type, message: 'refused' }));
    if (double.isBroken) return refuse('AccessDeniedException');
    const value = double.parameters.get(Name);
    if (value === undefined) return refuse('ParameterNotFound');
    response.end(
      JSON.stringify({ Parameter: { Name, Type: 'SecureString', Value: WithDecryption === true ? value : 'AQICAH' } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new SSMClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  return Object.assign(double, {
    client,
    close: async () => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
