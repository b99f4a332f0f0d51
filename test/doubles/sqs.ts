import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface SqsDouble {
  client: SQSClient;
  queueUrl: string;
  /** The bodies sent so far. */
  bodies: string[];
  isBroken: boolean;
  close(): Promise<void>;
}

/** SendMessage of SQS over HTTP, with the checksum that the client verifies. */
export async function startSqsDouble(): Promise<SqsDouble> {
  const double = { bodies: [] as string[], isBroken: false };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { MessageBody } = JSON.parse(Buffer.concat(chunks).toString()) as { MessageBody: string };
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (double.isBroken) {
      response.writeHead(400).end(JSON.stringify({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' }));
      return;
    }
    double.bodies.push(MessageBody);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    response.end(JSON.stringify({ MessageId: String(double.bodies.length), MD5OfMessageBody }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SQSClient({ endpoint, region: 'eu-west-1', credentials });
  const close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(double, { client, queueUrl: `${endpoint}/1/landing`, close });
}
