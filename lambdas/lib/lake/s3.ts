import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Fault, messageOf } from '../errors.ts';
import { checkedKey, type Lake, type LakeObject } from './lake.ts';

export interface S3LakeOptions {
  client: S3Client;
  bucket: string;
  /** First wait after a conflict, in milliseconds; it doubles. */
  backoffMs?: number;
}

/** A conflict lasts as long as the other writer's request; five doublings of 50 ms outlast it or something is wrong. */
const CONFLICT_TRIES = 6;

/** A lake in a bucket, written with `If-None-Match: *`. Throttling and 5xx are the client's own retries, conflicts are ours. */
export function s3Lake({ client, bucket, backoffMs = 50 }: S3LakeOptions): Lake {
  return {
    putIfAbsent: (key, bytes) => put(client, bucket, checkedKey(key), bytes, backoffMs),
    get: (key) => get(client, bucket, checkedKey(key)),
    list: (prefix) => list(client, bucket, prefix),
  };
}

async function put(client: S3Client, Bucket: string, Key: string, Body: Uint8Array, backoffMs: number) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*', ContentType: 'application/gzip' }));
      return 'written';
    } catch (error) {
      const status = statusOf(error);
      // Already there: by an earlier delivery, or by a try of ours whose answer was lost.
      if (status === 412) return 'exists';
      if (status !== 409 || attempt >= CONFLICT_TRIES) throw fault('written', Bucket, Key, error);
      await sleep(backoffMs * 2 ** (attempt - 1));
    }
  }
}

async function get(client: S3Client, Bucket: string, Key: string): Promise<Uint8Array | null> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw fault('read', Bucket, Key, error);
  }
}

async function* list(client: S3Client, Bucket: string, Prefix: string): AsyncGenerator<LakeObject> {
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, size: Size ?? 0 };
  }
}

function fault(done: string, bucket: string, key: string, cause: unknown): Fault {
  return new Fault(`[lake] s3://${bucket}/${key} cannot be ${done}: ${messageOf(cause)}`, { cause });
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
