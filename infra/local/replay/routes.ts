import type { Circumstances, Message, ReadMessage } from '../../../lambdas/ingest/judge.ts';
import { WEBHOOK_LIMIT_BYTES } from '../../../lambdas/ingest/limits.ts';
import { type Body, readBody } from '../../../lambdas/ingest/read-body.ts';
import { readSegmentBody } from '../../../lambdas/ingest/segment-body.ts';
import { batchOf, segmentReader } from '../../../lambdas/ingest/segment-reader.ts';
import { payloadReader, readWebhookBody } from '../../../lambdas/ingest/webhook-body.ts';
import { SOURCES, type Source } from '../../../schemas/event.ts';
import { completing } from '../../../schemas/providers/completing.ts';
import { SEGMENT_CALLS, type SegmentCall } from '../../../schemas/providers/segment.ts';
import { type Provider, providerOf } from '../../../schemas/providers.ts';
import { isRejectedRow, messageOfRejectedRow } from '../import/csv/rejected-row.ts';
import type { Reject } from './reject.ts';

/** What an endpoint adds to the bytes, the time and the endpoint of a reject, so that it is judged as it was there. */
export interface Route {
  at: Pick<Circumstances, 'defaultSource' | 'onlySource' | 'keepReceivedAt' | 'read' | 'readAll' | 'limitBytes'>;
  /** What is judged in place of the bytes that were kept, where those are no message; null where there is nothing to judge. */
  messageOf?(reject: Pick<Reject, 'code' | 'bytes'>): Message | null;
  /** The messages of a body that could not be read, when it can be read now. */
  readBody(bytes: Uint8Array, contentEncoding: string): { messages: Uint8Array[]; read?: ReadMessage } | null;
}

/** How rejects of an endpoint are judged; null for one that no door of today has. `source`: the folder that they lie in. */
export function routeOf({ endpoint, headers }: Pick<Reject, 'endpoint' | 'headers'>, source: Source): Route | null {
  if (endpoint === 'import') return importRoute(source);
  const only = SOURCES.find((each) => endpoint === `/v1/events/${each}`);
  if (only !== undefined) return { at: { defaultSource: only, onlySource: only }, readBody: readEvents };
  const call = SEGMENT_CALLS.get(endpoint);
  if (call !== undefined) return segmentRoute(call, headers);
  const provider = providerOf(endpoint.replace(WEBHOOKS, '')) ?? readerOfAnswers(endpoint);
  return provider === undefined ? null : webhookRoute(provider);
}

/** A line that names no source lies with the one that it was imported as. Lines and rows are all that an import rejects. */
function importRoute(source: Source): Route {
  return {
    at: { defaultSource: source, keepReceivedAt: true },
    messageOf: (reject) => (isRejectedRow(reject.bytes) ? messageOfRejectedRow(reject) : asMessage(reject.bytes)),
    readBody: () => null,
  };
}

/** Bytes that are a message as they stand. */
export function asMessage(bytes: Uint8Array): Message {
  return { bytes, size: bytes.length };
}

function segmentRoute(call: SegmentCall, headers: Reject['headers']): Route {
  return {
    at: { defaultSource: 'web', read: segmentReader(call, batchOf(headers)) },
    readBody: (bytes, contentEncoding) => {
      const body = readSegmentBody(bytes, contentEncoding, call);
      return body.ok ? { messages: body.messages, read: segmentReader(call, body.batch) } : null;
    },
  };
}

/** The signature was good then; what is read is the payload. */
function webhookRoute(provider: Provider): Route {
  return {
    at: { defaultSource: 'sales', readAll: payloadReader(provider), limitBytes: WEBHOOK_LIMIT_BYTES },
    readBody: (bytes, contentEncoding) => {
      const body = readWebhookBody(bytes, contentEncoding, provider);
      return body.ok ? body : null;
    },
  };
}

/** An answer of a vendor's read API, which `complete` could not use. */
function readerOfAnswers(endpoint: string): Provider | undefined {
  const [, name = '', type = '', id = ''] = ANSWERS.exec(endpoint) ?? [];
  const provider = providerOf(name);
  return provider === undefined ? undefined : completing(provider, { type, id });
}

const ANSWERS = /^complete\/(\w+)\/([^/]+)\/(.+)$/;
const WEBHOOKS = /^\/webhooks\/|^bus\//;

function readEvents(bytes: Uint8Array, contentEncoding: string): { messages: Uint8Array[] } | null {
  const body: Body = readBody(bytes, contentEncoding);
  return body.ok ? body : null;
}
